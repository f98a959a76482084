// Who may sign in and which apps are registered, for the pages that show them.
export const ACCOUNTS = [
  {
    name: 'sam',
    displayName: 'Sam Probe',
    role: 'staff-pharmacist',
    fhirUser: 'Practitioner/demo-staff-pharmacist',
    active: true,
    state: 'active',
  },
  {
    name: 'tess.former',
    displayName: 'Tess Former',
    role: 'technician',
    fhirUser: 'Practitioner/tess',
    active: false,
    state: 'lapsed',
  },
]

const EMPTY = {
  redirectUris: [],
  launchUri: '',
  origins: [],
  jwksUri: '',
  jwks: '',
  certificateSubject: '',
  role: '',
}

export const CLIENTS = [
  {
    ...EMPTY,
    id: 'results-app',
    name: 'Results',
    kind: 'PUBLIC',
    redirectUris: ['http://localhost:3000/'],
    scopes: ['openid', 'patient/Observation.rs'],
  },
  {
    ...EMPTY,
    id: 'laboratory',
    name: 'Laboratory',
    kind: 'BACKEND',
    role: 'system-lab',
    scopes: ['system/Observation.crus'],
  },
]

export const APPS = [
  {
    client: 'results-app',
    name: 'Results',
    allows: ['See Observation of the chosen patient', 'See Patient of the chosen patient'],
    lasts: true,
  },
]

export const EHRS = ['https://ehr.example/fhir/r4']

export const PROVIDERS = [
  { id: 'clinic', label: 'the clinic', issuer: 'https://id.clinic.example/realms/staff' },
]

/** Of everybody. */
export const LINKS = {
  ehr: [{ iss: EHRS[0], fhirUser: `${EHRS[0]}/Practitioner/eM5CWtq15N0WJeuCet5bJlQ3` }],
  federation: [{ provider: 'clinic', subject: 'f3c1c6d2-8a3f-4c52-9d5a-6c2d2b0b8f10' }],
}

/** Of everybody, too. */
export const ACCESS = {
  role: 'staff-pharmacist',
  template: '',
  granted: ['reports.read'],
  denied: [],
  secondFactor: [],
}

export const TEMPLATES = [
  { name: 'staff-pharmacist', title: '', role: 'staff-pharmacist' },
  { name: 'billing-desk', title: 'Billing desk', role: 'staff-pharmacist' },
  { name: 'front-desk', title: 'Front desk', role: 'technician' },
]
