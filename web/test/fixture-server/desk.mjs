// What the integration desk is told: one sender is missed, one destination does not answer.
const MINUTE = 60_000
const iso = (now, offset) => new Date(now + offset).toISOString()

const RAW = [
  'MSH|^~\\&|MORTAR|PHARMACY|EHR|HOSP|20261122024500+0000||SIU^S12^SIU_S12|MT7|P|2.5.1',
  'SCH||A77||||||||||20261123100000',
].join('\r')

const outbound = (now) => ({
  id: '7',
  destination: 'ehr',
  about: 'Appointment/a7',
  controlId: 'MT7',
  type: 'SIU^S12',
  created: iso(now, -30 * MINUTE),
  state: 'failed',
  attempts: 1,
  failure: 'Refused with AR',
  ack: 'MSH|^~\\&|EHR|HOSP\rMSA|AR|MT7|No such patient\r',
  raw: '',
})

const destination = (name, change = {}) => ({
  name,
  address: `mllp://${name}.example:2575`,
  application: name.toUpperCase(),
  facility: 'HOSP',
  messages: ['SIU', 'ORU'],
  enabled: true,
  ...change,
})

const connections = (now) => ({
  open: [
    {
      peer: '10.0.0.7:41022',
      door: 'mllps',
      certificate: ['dns:lab.north.example'],
      since: iso(now, -600 * MINUTE),
      messages: 412,
      last: iso(now, -MINUTE),
    },
  ],
  heard: [
    {
      application: 'LAB',
      facility: 'NORTHLAB',
      profile: 'lab-north',
      last: iso(now, -MINUTE),
      messages: 412,
      refused: 2,
    },
    {
      application: 'ADT',
      facility: 'NORTHHOSP',
      profile: 'hosp',
      last: iso(now, -90 * MINUTE),
      messages: 31,
      refused: 0,
    },
  ],
  silent: ['hosp', 'immunizations'],
})

const codes = [
  {
    application: 'LAB',
    facility: 'NORTHLAB',
    table: 'administrative-sex',
    code: 'W',
    path: 'PID-8',
    messages: 17,
    latest: 'in-42',
    since: '2026-11-20T10:00:00Z',
  },
]

const dryRun = {
  messages: 200,
  changed: [
    {
      id: 'in-42',
      before: 'mapped, 1 issues',
      after: 'mapped, 0 issues',
      lines: [{ path: 'entry[0].resource.gender', before: '', after: 'female' }],
    },
  ],
}

export function desk(now) {
  return {
    pages: {
      '/api/hl7/connections': connections(now),
      '/api/hl7/destinations': [
        {
          destination: destination('ehr'),
          circuit: 'CLOSED',
          waiting: 0,
          failed: 1,
          oldest: null,
        },
        {
          destination: destination('registry', { messages: ['VXU'] }),
          circuit: 'OPEN',
          waiting: 12,
          failed: 0,
          oldest: iso(now, -45 * MINUTE),
        },
      ],
      '/api/hl7/outbound': [outbound(now)],
      '/api/hl7/outbound/7': { ...outbound(now), raw: RAW },
      '/api/hl7/senders': ['hosp', 'lab-north'],
      '/api/hl7/codes': codes,
    },
    texts: {
      '/api/hl7/senders/lab-north':
        'application = LAB\nfacility = NORTHLAB\nzone = Europe/Berlin\n',
    },
    answers: {
      'POST /api/hl7/senders/lab-north/dry-run': { body: dryRun },
      'POST /api/hl7/codes/replay': { body: { messages: 17 } },
      'POST /api/hl7/messages/in-40/corrected': { status: 202, body: { id: 'in-41' } },
    },
  }
}
