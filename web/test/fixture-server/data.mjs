// A small invented pharmacy: enough for every page, all times relative to the start.
const BASE = 'https://mortar.dev/fhir'
const MINUTE = 60_000
const DAY = 1440 * MINUTE

const PEOPLE = [
  ['p1', 'Ana', 'Testmann', '1948-03-02', 'female'],
  ['p2', 'Björn', 'Ørsted-Probe', '1971-11-20', 'male'],
  ['p3', 'Chidi', 'Sample', '1990-06-15', 'male'],
  ['p4', 'Dolores', 'Ejemplo', '1939-01-09', 'female'],
  ['p5', 'Emil', 'Muster', '2001-12-31', 'other'],
]

const potassium = {
  coding: [{ system: 'http://loinc.org', code: '2823-3', display: 'Potassium' }],
  text: 'Potassium',
}

const iso = (now, offset) => new Date(now + offset).toISOString()

const patient = ([id, given, family, birthDate, gender], n) => ({
  resourceType: 'Patient',
  id,
  identifier: [{ system: 'urn:test:mrn', value: `MRN-${100 + n}` }],
  name: [{ family, given: [given] }],
  birthDate,
  gender,
  telecom: [{ system: 'phone', value: `+1-555-010-${10 + n}` }],
})

const sub = (url, value) => ({ url, ...value })

function score(total, factors, gaps) {
  return {
    url: `${BASE}/StructureDefinition/pe-priority-score`,
    extension: [
      sub('score', { valueDecimal: total }),
      sub('method', { valueCode: 'rules' }),
      sub('version', { valueString: '1' }),
      sub('computedAt', { valueInstant: new Date().toISOString() }),
      ...factors.map(([code, label, points]) => ({
        url: 'factor',
        extension: [
          sub('code', { valueCode: code }),
          sub('label', { valueString: label }),
          sub('points', { valueDecimal: points }),
        ],
      })),
      ...gaps.map((gap) => sub('gap', { valueString: gap })),
    ],
  }
}

export function task(now, fields) {
  const { id, kind, priority, patient: who, factors, gaps = [], due, owner, reason } = fields
  const total = factors.reduce((sum, [, , points]) => sum + points, 0)
  return {
    resourceType: 'Task',
    id,
    extension: [score(total, factors, gaps)],
    status: fields.status ?? 'requested',
    intent: 'order',
    priority,
    code: { coding: [{ system: `${BASE}/CodeSystem/pe-task-code`, code: kind }] },
    description: fields.description,
    for: { reference: `Patient/${who}` },
    authoredOn: iso(now, -20 * MINUTE),
    restriction: { period: { end: iso(now, due) } },
    ...(owner ? { owner: { reference: `Practitioner/${owner}` } } : {}),
    ...(reason ? { reasonReference: { reference: reason } } : {}),
  }
}

function potassiumResult(now, id, value, offset, flag) {
  return {
    resourceType: 'Observation',
    id,
    status: 'final',
    category: [{ coding: [{ code: 'laboratory' }] }],
    code: potassium,
    subject: { reference: 'Patient/p1' },
    effectiveDateTime: iso(now, offset),
    valueQuantity: { value, unit: 'mmol/L', system: 'http://unitsofmeasure.org', code: 'mmol/L' },
    interpretation: [{ coding: [{ code: flag }] }],
    referenceRange: [{ low: { value: 3.5, unit: 'mmol/L' }, high: { value: 5.1, unit: 'mmol/L' } }],
  }
}

const RAW = [
  'MSH|^~\\&|LAB|NORTHLAB|MORTAR|PHARM|20261122024500+0000||ORU^R01^ORU_R01|LAB00042|P|2.5.1|||AL|NE||UNICODE UTF-8',
  'PID|1||MRN-100^^^NORTH^MR||Testmann^Ana||19480302|F|||12 Sample Way^^Town||+1-555-010-10',
  'OBR|1|ORD77|FILL77|24323-8^Metabolic panel^LN|||20261122023800+0000',
  'OBX|1|NM|2823-3^Potassium^LN||6.8|mmol/L|3.5-5.1|HH|||F|||20261122023800+0000',
  'NTE|1||Sample not haemolysed.',
  'ZLB|1|route 7',
].join('\r')

const atom = (path, value, fate, ...targets) => ({ path, value, fate, targets, row: 'ORU-12' })

const MESSAGE = (now) => ({
  id: 'in-42',
  received: iso(now, -20 * MINUTE - 1900),
  peer: '127.0.0.1',
  heading: {
    type: 'ORU^R01',
    controlId: 'LAB00042',
    sendingApplication: 'LAB',
    sendingFacility: 'NORTHLAB',
  },
  state: 'done',
  ackCode: 'AA',
  attempts: 1,
  failure: null,
  status: 'mapped',
  raw: RAW,
  coverage: { atoms: 12, mapped: 10, kept: 1, reported: 1, lost: 0 },
  issues: [
    {
      severity: 'information',
      path: 'ZLB-2',
      text: 'No map for this segment; the value is kept as it came.',
    },
  ],
  atoms: [
    atom('PID[1]-3.1', 'MRN-100', 'mapped', 'Patient.identifier.value'),
    atom('PID[1]-3.4', 'NORTH', 'mapped', 'Patient.identifier.system'),
    atom('PID[1]-5.1', 'Testmann', 'mapped', 'Patient.name.family'),
    atom('PID[1]-5.2', 'Ana', 'mapped', 'Patient.name.given'),
    atom('PID[1]-7', '19480302', 'mapped', 'Patient.birthDate'),
    atom('PID[1]-8', 'F', 'mapped', 'Patient.gender'),
    atom('OBX[1]-3.1', '2823-3', 'mapped', 'Observation.code.coding.code'),
    atom('OBX[1]-5', '6.8', 'mapped', 'Observation.valueQuantity.value'),
    atom(
      'OBX[1]-6',
      'mmol/L',
      'mapped',
      'Observation.valueQuantity.unit',
      'Observation.valueQuantity.code',
    ),
    atom('OBX[1]-8', 'HH', 'mapped', 'Observation.interpretation'),
    atom('NTE[1]-3', 'Sample not haemolysed.', 'kept', 'Observation.note.text'),
    atom('ZLB[1]-2', 'route 7', 'reported'),
  ],
  resources: ['Patient/p1', 'DiagnosticReport/d1', 'Observation/k3'],
})

const CRITICAL = [
  ['event', 'Potassium 6.8 mmol/L, critical (limit 6.2)', 40],
  ['vulnerability', '78 years old, 11 medicines', 10],
  ['patient-risk', 'LACE 12 after the last stay', 15],
  ['time-pressure', 'Due within the hour', 12],
]

function tasks(now) {
  return [
    task(now, {
      id: 't1',
      kind: 'critical-lab',
      priority: 'stat',
      patient: 'p1',
      factors: CRITICAL,
      gaps: ['No eGFR in the last year', 'No dispensing history'],
      due: 55 * MINUTE,
      owner: 'demo-staff-pharmacist',
      reason: 'Observation/k3',
    }),
    task(now, {
      id: 't2',
      kind: 'discharge-follow-up',
      priority: 'asap',
      patient: 'p2',
      factors: [
        ['event', 'Discharged two days ago', 20],
        ['patient-risk', 'LACE 11', 15],
        ['adherence', 'PDC 0.46 for the statin', 15],
      ],
      due: 5 * DAY,
    }),
    task(now, {
      id: 't3',
      kind: 'missed-appointment',
      priority: 'urgent',
      patient: 'p3',
      factors: [
        ['event', 'Missed the INR visit yesterday', 20],
        ['time-pressure', 'Half of the time is used', 12],
      ],
      due: -3 * 60 * MINUTE,
      owner: 'demo-technician',
    }),
    task(now, {
      id: 't4',
      kind: 'late-refill',
      priority: 'routine',
      patient: 'p4',
      factors: [
        ['adherence', 'Metformin ran out nine days ago', 15],
        ['vulnerability', '87 years old', 5],
      ],
      due: 2 * DAY,
    }),
    task(now, {
      id: 't5',
      kind: 'vaccine-due',
      priority: 'routine',
      patient: 'p5',
      factors: [['care-gap', 'Influenza vaccine due since October', 5]],
      due: 20 * DAY,
    }),
  ]
}

function medicines(now) {
  const concept = (text) => ({ medicationCodeableConcept: { text } })
  return [
    {
      resourceType: 'MedicationRequest',
      id: 'm1',
      status: 'active',
      intent: 'order',
      subject: { reference: 'Patient/p1' },
      ...concept('Spironolactone 25 mg tablet'),
      dosageInstruction: [{ text: 'One tablet in the morning' }],
    },
    {
      resourceType: 'MedicationRequest',
      id: 'm2',
      status: 'active',
      intent: 'order',
      subject: { reference: 'Patient/p1' },
      ...concept('Ramipril 5 mg capsule'),
      dosageInstruction: [{ text: 'One capsule daily' }],
    },
    {
      resourceType: 'MedicationDispense',
      id: 'md1',
      status: 'completed',
      subject: { reference: 'Patient/p1' },
      ...concept('Spironolactone 25 mg tablet'),
      authorizingPrescription: [{ reference: 'MedicationRequest/m1' }],
      daysSupply: { value: 30 },
      whenHandedOver: iso(now, -12 * DAY),
    },
    {
      resourceType: 'MedicationDispense',
      id: 'md2',
      status: 'completed',
      subject: { reference: 'Patient/p1' },
      ...concept('Ramipril 5 mg capsule'),
      authorizingPrescription: [{ reference: 'MedicationRequest/m2' }],
      daysSupply: { value: 30 },
      whenHandedOver: iso(now, -41 * DAY),
    },
  ]
}

function outreach(now) {
  return [
    {
      resourceType: 'CommunicationRequest',
      id: 'cr1',
      status: 'completed',
      authoredOn: iso(now, -19 * MINUTE),
      category: [{ text: 'Follow-up' }],
      medium: [{ text: 'SMS' }],
      subject: { reference: 'Patient/p1' },
      about: [{ reference: 'Task/t1' }],
    },
    {
      resourceType: 'Communication',
      id: 'c1',
      status: 'completed',
      sent: iso(now, -18 * MINUTE),
      category: [{ text: 'Follow-up' }],
      medium: [{ text: 'SMS' }],
      subject: { reference: 'Patient/p1' },
      basedOn: [{ reference: 'CommunicationRequest/cr1' }],
      payload: [{ contentString: 'Please call the pharmacy today.' }],
    },
  ]
}

/** What the trail has of one morning: looks, an emergency and a refusal. */
function audit(now) {
  const event = (id, minutes, who, role, did, what, more = {}) => ({
    resourceType: 'AuditEvent',
    id,
    type: { code: 'rest' },
    subtype: [{ code: did }],
    recorded: new Date(now - minutes * 60_000).toISOString(),
    outcome: '0',
    agent: [
      { requestor: true, altId: who, role: [{ coding: [{ code: role }] }] },
      { requestor: false, altId: 'mortar-web' },
    ],
    source: { observer: { display: 'Mortar' } },
    entity: what.map((each) => ({
      what: { identifier: { value: `https://pharmacy.example/fhir/${each}` } },
    })),
    ...more,
  })
  return [
    event('ae1', 3, 'sam', 'staff-pharmacist', 'read', ['Patient/p1']),
    event('ae2', 8, 'toni', 'technician', 'search-type', [
      'Observation/o1',
      'Observation/o2',
      'Observation/o3',
      'Observation/o4',
      'Patient/p1',
    ]),
    event('ae3', 20, 'toni', 'technician', 'read', ['Patient/p9'], {
      purposeOfEvent: [{ coding: [{ code: 'BTG' }] }],
    }),
    event('ae4', 45, 'lab-feed', 'system-lab', 'read', [], { outcome: '4' }),
  ]
}

export function resources(now) {
  return [
    ...PEOPLE.map(patient),
    ...audit(now),
    {
      resourceType: 'Practitioner',
      id: 'demo-staff-pharmacist',
      name: [{ family: 'Probe', given: ['Sam'] }],
    },
    {
      resourceType: 'Practitioner',
      id: 'demo-technician',
      name: [{ family: 'Beispiel', given: ['Toni'] }],
    },
    potassiumResult(now, 'k1', 4.4, -90 * DAY, 'N'),
    potassiumResult(now, 'k2', 5.0, -30 * DAY, 'N'),
    potassiumResult(now, 'k3', 6.8, -25 * MINUTE, 'HH'),
    {
      resourceType: 'Provenance',
      id: 'prov1',
      recorded: iso(now, -20 * MINUTE - 1600),
      target: [{ reference: 'Patient/p1' }, { reference: 'Observation/k3' }],
      entity: [
        {
          role: 'source',
          what: { identifier: { system: `${BASE}/sid/hl7-inbox`, value: 'in-42' } },
        },
        {
          role: 'source',
          what: { identifier: { system: `${BASE}/sid/hl7-control-id`, value: 'LAB00042' } },
        },
      ],
    },
    {
      resourceType: 'Flag',
      id: 'f1',
      status: 'active',
      code: { text: 'Fall risk' },
      subject: { reference: 'Patient/p1' },
    },
    {
      resourceType: 'AllergyIntolerance',
      id: 'a1',
      code: { text: 'Penicillin' },
      patient: { reference: 'Patient/p1' },
    },
    {
      resourceType: 'Appointment',
      id: 'ap1',
      status: 'booked',
      description: 'Blood pressure check',
      start: iso(now, DAY),
      participant: [{ actor: { reference: 'Patient/p1' } }],
    },
    {
      resourceType: 'Encounter',
      id: 'e1',
      status: 'finished',
      class: { code: 'IMP', display: 'Inpatient stay' },
      period: { start: iso(now, -14 * DAY) },
      subject: { reference: 'Patient/p1' },
    },
    ...medicines(now),
    ...outreach(now),
    ...tasks(now),
  ]
}

export const messages = (now) => [
  MESSAGE(now),
  {
    id: 'in-41',
    received: iso(now, -60 * MINUTE),
    peer: '127.0.0.1',
    heading: { type: 'ADT^A03', controlId: 'ADT7', sendingFacility: 'NORTHHOSP' },
    state: 'done',
    ackCode: 'AA',
    raw: 'MSH|^~\\&|ADT|NORTHHOSP',
    atoms: [],
    issues: [],
    resources: [],
  },
  {
    id: 'in-40',
    received: iso(now, -90 * MINUTE),
    peer: '127.0.0.1',
    heading: { type: 'SIU^S12', controlId: 'S9', sendingFacility: 'CLINIC' },
    state: 'failed',
    failure: 'No patient identifier',
    ackCode: 'AA',
    raw: 'MSH|^~\\&|SIU|CLINIC',
    atoms: [],
    issues: [],
    resources: [],
  },
]

/** Many tasks for the measurement of the list. */
export function manyTasks(now, count) {
  const kinds = ['abnormal-lab', 'late-refill', 'vaccine-due', 'outreach-call']
  return Array.from({ length: count }, (_, n) =>
    task(now, {
      id: `many-${n}`,
      kind: kinds[n % 4],
      priority: ['asap', 'urgent', 'routine'][n % 3],
      patient: PEOPLE[n % 5][0],
      factors: [['event', `Reason ${n}`, 60 - (n % 50)]],
      due: (n % 400) * 60 * MINUTE,
    }),
  )
}
