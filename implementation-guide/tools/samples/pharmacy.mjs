// The pharmacy: organisation, locations, staff, services and calendars.

import { extension, parts, quantity, ref, sample } from './fhir.mjs';
import { day, zone } from './time.mjs';

const week = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const phone = (number) => [{ system: 'phone', value: number, use: 'work' }];

const staffRows = [
  ['demo-manager', 'Morgan', 'Birch-Test', 'manager', 'all'],
  ['demo-senior-pharmacist', 'Sasha', 'Cedar-Test', 'senior-pharmacist', 'all'],
  ['demo-staff-pharmacist', 'Robin', 'Elm-Test', 'staff-pharmacist', 'team'],
  ['demo-technician', 'Toni', 'Fir-Test', 'technician', 'team'],
  ['demo-admin-staff', 'Alex', 'Hazel-Test', 'admin-staff', 'team'],
  ['sample-pharmacist-2', 'Jamie', 'Larch-Test', 'staff-pharmacist', 'team'],
];

const serviceRows = [
  ['medication-review', 45, 10, 6], ['vaccination', 15, 5, 20], ['anticoagulation', 20, 5, 10],
  ['diabetes-education', 60, 10, 4], ['follow-up-call', 15, 0, 20],
];

function location(id, name, street, number, organization) {
  return sample('Location', id, undefined, {
    extension: [extension('pe-time-zone', { valueCode: zone })],
    status: 'active',
    name,
    telecom: phone(number),
    address: { line: [street], city: 'Testville', state: 'NY', postalCode: '10000', country: 'US' },
    managingOrganization: ref(organization),
    hoursOfOperation: [
      { daysOfWeek: week.slice(0, 6), openingTime: '08:00:00', closingTime: '20:00:00' },
      { daysOfWeek: ['sun'], openingTime: '09:00:00', closingTime: '18:00:00' },
    ],
  });
}

function member([id, given, family, role, scope], codes, organization, locations) {
  const practitioner = sample('Practitioner', id, undefined, {
    identifier: [{ system: 'https://mortar.dev/fhir/sid/sample-staff', value: id }],
    active: true,
    name: [{ use: 'official', family, given: [given] }],
    telecom: [{ system: 'email', value: `${given.toLowerCase()}@example.org`, use: 'work' }],
  });
  const practitionerRole = sample('PractitionerRole', id, 'pe-practitioner-role', {
    extension: [extension('pe-data-scope', { valueCode: scope })],
    active: true,
    practitioner: { ...ref(practitioner), display: `${given} ${family}` },
    organization: ref(organization),
    code: [codes('role', role)],
    location: locations.map(ref),
    telecom: [{ system: 'phone', value: organization.telecom[0].value, use: 'work' }],
    availableTime: [{ daysOfWeek: week, availableStartTime: '09:00:00', availableEndTime: '17:00:00' }],
  });
  return { practitioner, practitionerRole, role };
}

function service([code, minutes, buffer, perDay], codes, organization, locations) {
  const type = codes('service-type', code);
  return sample('HealthcareService', `demo-${code}`, 'pe-service', {
    extension: [parts('pe-scheduling-parameters', [
      ['durationDefault', { valueDuration: quantity(minutes, 'min') }],
      ['bufferAfter', { valueDuration: quantity(buffer, 'min') }],
      ['minNotice', { valueDuration: quantity(2, 'h') }],
      ['horizon', { valueDuration: quantity(90, 'd') }],
      ['maxPerDay', { valuePositiveInt: perDay }],
      ['cancelCutoff', { valueDuration: quantity(24, 'h') }],
    ])],
    active: true,
    providedBy: ref(organization),
    type: [type],
    location: locations.map(ref),
    name: type.text,
    appointmentRequired: code !== 'vaccination',
    availableTime: [{ daysOfWeek: week, availableStartTime: '10:00:00', availableEndTime: '17:00:00' }],
  });
}

function calendar({ practitionerRole, practitioner }, services) {
  return sample('Schedule', practitioner.id, 'pe-schedule', {
    active: true,
    serviceType: services.flatMap(({ type }) => type),
    actor: [ref(practitionerRole)],
    planningHorizon: { start: day(-90), end: day(180) },
  });
}

export function pharmacy(codes) {
  const organization = sample('Organization', 'demo-pharmacy', undefined, {
    identifier: [{ system: 'https://mortar.dev/fhir/sid/sample-pharmacy', value: 'SAMPLE' }],
    active: true,
    type: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/organization-type', code: 'prov', display: 'Healthcare Provider' }] }],
    name: 'Sample Pharmacy',
    telecom: phone('+12125550180'),
  });
  const locations = [
    location('demo-main-street', 'Sample Pharmacy, Main Street', '1 Main Street', '+12125550181', organization),
    location('demo-harbor', 'Sample Pharmacy, Harbor', '20 Harbor Road', '+12125550182', organization),
  ];
  const staff = staffRows.map((row, index) =>
    member(row, codes, organization, index < 5 ? locations : [locations[1]]));
  const services = serviceRows.map((row) => service(row, codes, organization, locations));
  const pharmacists = staff.filter(({ role }) => role.endsWith('pharmacist'));
  const prescribers = [['1', 'Pat', 'Oak-Test'], ['2', 'Kim', 'Pine-Test']].map(([number, given, family]) =>
    sample('Practitioner', `sample-prescriber-${number}`, undefined, {
      active: true, name: [{ use: 'official', family, given: [given], prefix: ['Dr.'] }],
    }));
  const schedules = pharmacists.map((row) => calendar(row, services));
  const resources = [
    organization, ...locations, ...staff.flatMap(({ practitioner, practitionerRole }) => [practitioner, practitionerRole]),
    ...prescribers, ...services, ...schedules,
  ];
  return { organization, locations, staff, pharmacists, prescribers, services, resources };
}
