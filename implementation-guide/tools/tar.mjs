// A tar archive with fixed times and owners, so that equal input makes equal bytes.

function header(name, size) {
  if (name.length > 100) throw new Error(`the name is too long for the archive: ${name}`);
  const block = Buffer.alloc(512);
  block.write(name, 0);
  block.write('0000644\0', 100);
  block.write('0000000\0', 108);
  block.write('0000000\0', 116);
  block.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  block.write('00000000000\0', 136);
  block.write('        ', 148);
  block.write('0', 156);
  block.write('ustar\x0000', 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

/** @param files pairs of a name and a buffer, in the order in which they are to stand */
export function tar(files) {
  const blocks = files.flatMap(([name, bytes]) => [
    header(name, bytes.length), bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512),
  ]);
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}
