// Fifty people who do not exist, their permissions, and one caregiver.

import { concept, extension, hl7, ref, sample, systems } from './fhir.mjs';
import { at } from './time.mjs';

const given = [
  ['Ada', 'female'], ['Ben', 'male'], ['Cleo', 'female'], ['Dario', 'male'], ['Elena', 'female'], ['Farid', 'male'],
  ['Greta', 'female'], ['Hugo', 'male'], ['Ines', 'female'], ['Jonas', 'male'], ['Keiko', 'female'], ['Luis', 'male'],
  ['Mina', 'female'], ['Nils', 'male'], ['Olga', 'female'], ['Pablo', 'male'], ['Quinn', 'other'], ['Rosa', 'female'],
  ['Sven', 'male'], ['Tala', 'female'], ['Umar', 'male'], ['Vera', 'female'], ['Wim', 'male'], ['Xenia', 'female'], ['Yusuf', 'male'],
];
const family = ['Acorn', 'Bramble', 'Clover', 'Dahlia', 'Fennel', 'Ginger', 'Heather', 'Iris', 'Juniper', 'Lavender'];

const id = (number) => (number === 1 ? 'demo-patient' : `sample-patient-${String(number).padStart(2, '0')}`);
const spanish = (number) => number % 7 === 3;

function telecom(number) {
  const phone = {
    system: 'phone', use: 'mobile', value: `+121255501${String(number).padStart(2, '0')}`, rank: number % 4 === 0 ? 2 : 1,
  };
  const email = { system: 'email', value: `patient${String(number).padStart(2, '0')}@example.org`, rank: number % 4 === 0 ? 1 : 2 };
  if (number % 13 === 0) return [email];
  return number % 11 === 0 ? [phone] : [phone, email];
}

function person(number, random, { organization }) {
  const [first, gender] = given[(number - 1) % given.length];
  const year = 2026 - (number % 5 === 0 ? random.between(24, 49) : random.between(50, 91));
  const month = String(random.between(1, 12)).padStart(2, '0');
  const date = String(random.between(1, 28)).padStart(2, '0');
  return sample('Patient', id(number), 'pe-patient', {
    extension: [extension('pe-time-zone', { valueCode: 'America/New_York' })],
    identifier: [{
      type: hl7('v2-0203', 'MR', 'Medical record number'), system: systems.mrn,
      value: `S${String(1000 + number)}`,
    }],
    active: true,
    name: [{ use: 'official', family: `${family[number % family.length]}-Test`, given: [first] }],
    telecom: telecom(number),
    gender,
    birthDate: `${year}-${month}-${date}`,
    address: [{
      use: 'home', line: [`${number} Sample Street`], city: 'Testville', state: 'NY', postalCode: '10000', country: 'US',
    }],
    communication: [{
      language: concept('urn:ietf:bcp:47', spanish(number) ? 'es' : 'en', spanish(number) ? 'Spanish' : 'English'),
      preferred: true,
    }],
    managingOrganization: ref(organization),
  });
}

function messaging(patient, type, codes, days) {
  const media = [codes('medium', 'SMSWRIT').coding[0], { system: systems.mode, code: 'EMAILWRIT', display: 'email' }];
  return sample('Consent', `${patient.id}-messages`, 'pe-message-consent', {
    status: 'active',
    scope: hl7('consentscope', 'patient-privacy', 'Privacy Consent'),
    category: [codes('consent-category', 'messaging')],
    patient: ref(patient),
    dateTime: at(days, '11:00'),
    policyRule: hl7('v3-ActCode', type === 'permit' ? 'OPTIN' : 'OPTOUT', type === 'permit' ? 'opt-in' : 'opt-out'),
    provision: {
      type,
      class: type === 'permit' ? media : media.slice(0, 1),
      code: type === 'permit'
        ? ['appointment-reminder', 'appointment-change', 'follow-up', 'refill-reminder'].map((code) => codes('msg-purpose', code))
        : [],
    },
  });
}

function caregiver(patient, codes) {
  const relatedPerson = sample('RelatedPerson', 'demo-caregiver', undefined, {
    active: true,
    patient: ref(patient),
    relationship: [hl7('v3-RoleCode', 'DAUC', 'Daughter')],
    name: [{ use: 'official', family: 'Bramble-Test', given: ['Nora'] }],
    telecom: [{ system: 'email', value: 'nora@example.org' }],
  });
  const consent = sample('Consent', 'demo-caregiver-access', undefined, {
    status: 'active',
    scope: hl7('consentscope', 'patient-privacy', 'Privacy Consent'),
    category: [codes('consent-category', 'caregiver')],
    patient: ref(patient),
    dateTime: at(-200, '11:00'),
    policyRule: hl7('v3-ActCode', 'OPTIN', 'opt-in'),
    provision: {
      type: 'permit',
      period: { start: at(-200, '11:00') },
      actor: [{ role: hl7('v3-ParticipationType', 'IRCP', 'information recipient'), reference: ref(relatedPerson) }],
      action: [hl7('consentaction', 'access', 'Access')],
    },
  });
  return [relatedPerson, consent];
}

export function people(random, house, codes) {
  return Array.from({ length: 50 }, (_, index) => index + 1).map((number) => {
    const patient = person(number, random, house);
    const permission = number % 10 === 9 ? [] : [messaging(patient, number % 12 === 0 ? 'deny' : 'permit', codes, -300 + number)];
    return { number, patient, resources: [patient, ...permission, ...(number === 1 ? caregiver(patient, codes) : [])] };
  });
}
