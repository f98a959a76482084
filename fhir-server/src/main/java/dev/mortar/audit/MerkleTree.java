package dev.mortar.audit;

import com.google.common.hash.Hashing;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Hashes a list of entries so that one of them can be shown to be in it without the others.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9162#section-2.1">RFC 9162, section 2.1</a>
 */
final class MerkleTree {
  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private final List<byte[]> leaves;

  private MerkleTree(List<byte[]> leaves) {
    this.leaves = leaves;
  }

  static MerkleTree of(List<byte[]> entries) {
    return new MerkleTree(
        entries.stream()
            .map(entry -> Hashing.sha256().newHasher().putByte(LEAF).putBytes(entry))
            .map(hasher -> hasher.hash().asBytes())
            .toList());
  }

  /** Of no entries it is the hash of nothing. */
  byte[] root() {
    return leaves.isEmpty() ? Hashing.sha256().hashBytes(new byte[0]).asBytes() : root(leaves);
  }

  /**
   * The hashes that lead from an entry to the root, the nearest first.
   *
   * @param index from 0
   * @throws IndexOutOfBoundsException if there is no such entry
   */
  List<byte[]> path(int index) {
    Objects.checkIndex(index, leaves.size());
    List<byte[]> path = new ArrayList<>();
    path(index, leaves, path);
    return List.copyOf(path);
  }

  private static void path(int index, List<byte[]> part, List<byte[]> path) {
    if (part.size() == 1) {
      return;
    }
    int split = split(part.size());
    List<byte[]> left = part.subList(0, split);
    List<byte[]> right = part.subList(split, part.size());
    if (index < split) {
      path(index, left, path);
      path.add(root(right));
    } else {
      path(index - split, right, path);
      path.add(root(left));
    }
  }

  private static byte[] root(List<byte[]> part) {
    if (part.size() == 1) {
      return part.getFirst();
    }
    int split = split(part.size());
    return Hashing.sha256()
        .newHasher()
        .putByte(NODE)
        .putBytes(root(part.subList(0, split)))
        .putBytes(root(part.subList(split, part.size())))
        .hash()
        .asBytes();
  }

  /** The largest power of two that is smaller. */
  private static int split(int size) {
    return Integer.highestOneBit(size - 1);
  }
}
