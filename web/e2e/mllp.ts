import { connect } from 'node:net'

const START = '\u000b'
const END = '\u001c\r'

/** Sends one HL7 v2 message and answers with its acknowledgement. */
export function send(port: number, message: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(START + message + END))
    socket.setEncoding('utf8')
    socket.setTimeout(20_000, () => socket.destroy(new Error('no acknowledgement')))
    socket.on('error', reject)
    socket.on('data', (part: string) => {
      answer += part
      if (answer.endsWith(END)) {
        socket.end()
        resolve(answer.slice(START.length, -END.length))
      }
    })
  })
}

/** HL7's form of an instant, in UTC. */
function instant(date: Date): string {
  return `${date.toISOString().replace(/[-:T]/g, '').slice(0, 14)}+0000`
}

/** A critical potassium of a patient whom the server does not know yet. */
export function criticalPotassium(number: string, family: string): string {
  const now = instant(new Date())
  return [
    `MSH|^~\\&|LAB|LIVE|MORTAR|PHARMACY|${now}||ORU^R01^ORU_R01|${number}|P|2.5.1|||||||UNICODE UTF-8`,
    `PID|1||${number}^^^LIVE^MR||${family}^Zoë||19600101|F`,
    `OBR|1|P${number}^LIVE|F${number}^LAB|24323-8^Metabolic panel^LN|||${now}|||||||||||||||${now}|||F`,
    `OBX|1|NM|2823-3^Potassium^LN||6.8|mmol/L^^UCUM|3.5-5.1|HH|||F|||${now}`,
    '',
  ].join('\r')
}
