// Conditions, medications with their dispenses, laboratory results and hospital stays.

import { concept, hl7, quantity, ref, sample, systems } from './fhir.mjs';
import { at, day } from './time.mjs';

const illnesses = [
  { code: ['I48.91', 'Unspecified atrial fibrillation'], drugs: ['warfarin', 'digoxin'], labs: ['inr', 'potassium'] },
  { code: ['E11.9', 'Type 2 diabetes mellitus without complications'], drugs: ['metformin', 'glargine'], labs: ['a1c', 'egfr'] },
  { code: ['I10', 'Essential (primary) hypertension'], drugs: ['lisinopril', 'amlodipine'], labs: ['potassium', 'egfr'] },
  { code: ['E78.5', 'Hyperlipidemia, unspecified'], drugs: ['atorvastatin'], labs: ['egfr'] },
  { code: ['I50.9', 'Heart failure, unspecified'], drugs: ['lisinopril', 'digoxin'], labs: ['potassium', 'sodium'] },
  { code: ['N18.4', 'Chronic kidney disease, stage 4 (severe)'], drugs: ['amlodipine'], labs: ['egfr', 'hemoglobin'] },
];

const drugs = {
  warfarin: ['11289', 'warfarin', 'Take 1 tablet (5 mg) by mouth each evening'],
  digoxin: ['3407', 'digoxin', 'Take 1 tablet (125 micrograms) by mouth daily'],
  metformin: ['6809', 'metformin', 'Take 1 tablet (1000 mg) by mouth daily with food'],
  glargine: ['274783', 'insulin glargine', 'Inject 20 units under the skin at bedtime'],
  lisinopril: ['29046', 'lisinopril', 'Take 1 tablet (10 mg) by mouth daily'],
  amlodipine: ['17767', 'amlodipine', 'Take 1 tablet (5 mg) by mouth daily'],
  atorvastatin: ['83367', 'atorvastatin', 'Take 1 tablet (40 mg) by mouth daily'],
};

const labs = {
  inr: { code: ['6301-6', 'INR in Platelet poor plasma by Coagulation assay'], unit: '{INR}', low: 2, high: 3, usual: [2.1, 2.4, 2.8], off: 3.7 },
  potassium: { code: ['2823-3', 'Potassium [Moles/volume] in Serum or Plasma'], unit: 'mmol/L', low: 3.5, high: 5.1, usual: [3.9, 4.3, 4.8], off: 5.6 },
  sodium: { code: ['2951-2', 'Sodium [Moles/volume] in Serum or Plasma'], unit: 'mmol/L', low: 136, high: 145, usual: [137, 140, 143], off: 131 },
  a1c: { code: ['4548-4', 'Hemoglobin A1c/Hemoglobin.total in Blood'], unit: '%', low: 4, high: 7, usual: [5.9, 6.4, 6.8], off: 9.1 },
  egfr: { code: ['62238-1', 'Glomerular filtration rate by CKD-EPI'], unit: 'mL/min/{1.73_m2}', low: 60, high: 120, usual: [64, 72, 88], off: 24 },
  hemoglobin: { code: ['718-7', 'Hemoglobin [Mass/volume] in Blood'], unit: 'g/dL', low: 12, high: 17, usual: [12.6, 13.4, 14.8], off: 9.8 },
};

function condition({ number, patient }, illness, index) {
  return sample('Condition', `${patient.id}-condition-${index}`, undefined, {
    clinicalStatus: hl7('condition-clinical', 'active', 'Active'),
    verificationStatus: hl7('condition-ver-status', 'confirmed', 'Confirmed'),
    category: [hl7('condition-category', 'problem-list-item', 'Problem List Item')],
    code: concept(systems.icd10, ...illness.code),
    subject: ref(patient),
    recordedDate: day(-400 + number),
  });
}

function prescription({ number, patient }, name, { prescribers }) {
  const [code, display, text] = drugs[name];
  return sample('MedicationRequest', `${patient.id}-${name}`, undefined, {
    status: 'active',
    intent: 'order',
    medicationCodeableConcept: concept(systems.rxnorm, code, display),
    subject: ref(patient),
    authoredOn: at(-120 - (number % 20), '10:00'),
    requester: ref(prescribers[number % prescribers.length]),
    dosageInstruction: [{ text, timing: { repeat: { frequency: 1, period: 1, periodUnit: 'd' } } }],
    dispenseRequest: { numberOfRepeatsAllowed: 5, quantity: { value: 30 }, expectedSupplyDuration: quantity(30, 'd') },
  });
}

function dispense(request, index, days, { organization }) {
  return sample('MedicationDispense', `${request.id}-${index}`, undefined, {
    status: 'completed',
    medicationCodeableConcept: request.medicationCodeableConcept,
    subject: request.subject,
    performer: [{ actor: ref(organization) }],
    authorizingPrescription: [ref(request)],
    quantity: { value: 30 },
    daysSupply: quantity(30, 'd'),
    whenHandedOver: at(days, '14:30'),
  });
}

function dispenses(request, late, random, house) {
  const last = late ? -random.between(38, 50) : -random.between(3, 26);
  const gap = late ? 41 : 30;
  return [2, 1, 0].map((back, index) => dispense(request, index + 1, last - back * gap, house));
}

function interpretation(lab, value) {
  const high = value > lab.high;
  if (!high && value >= lab.low) return hl7('v3-ObservationInterpretation', 'N', 'Normal');
  return hl7('v3-ObservationInterpretation', high ? 'H' : 'L', high ? 'High' : 'Low');
}

function result({ number, patient }, name, value, days, index) {
  const lab = labs[name];
  return sample('Observation', `${patient.id}-${name}-${index}`, 'pe-lab-result', {
    status: 'final',
    category: [hl7('observation-category', 'laboratory', 'Laboratory')],
    code: concept(systems.loinc, ...lab.code),
    subject: ref(patient),
    effectiveDateTime: at(days, `0${7 + (number % 3)}:${10 + (number % 50)}`),
    issued: at(days, '13:20'),
    performer: [{ display: 'Sample Laboratory' }],
    valueQuantity: quantity(value, lab.unit),
    interpretation: [interpretation(lab, value)],
    referenceRange: [{ low: quantity(lab.low, lab.unit), high: quantity(lab.high, lab.unit) }],
  });
}

function results(row, names, random) {
  return names.flatMap((name, index) => {
    const off = row.number % 6 === index + 1;
    const before = result(row, name, random.pick(labs[name].usual), -random.between(60, 120), 1);
    const latest = result(row, name, off ? labs[name].off : random.pick(labs[name].usual), -random.between(1, 6), 2);
    return [before, latest];
  });
}

function stay({ number, patient }) {
  const left = -1 - (number % 4);
  return sample('Encounter', `${patient.id}-stay`, undefined, {
    status: 'finished',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IMP', display: 'inpatient encounter' },
    type: [{ text: 'Hospital stay' }],
    subject: ref(patient),
    period: { start: at(left - 5, '19:40'), end: at(left, '11:15') },
    serviceProvider: { display: 'Sample Hospital' },
  });
}

export function history(row, random, house) {
  const chosen = row.number % 3 === 0
    ? [illnesses[row.number % 6], illnesses[(row.number + 2) % 6]] : [illnesses[row.number % 6]];
  const late = row.number % 8 === 2;
  const names = [...new Set(chosen.flatMap((illness) => illness.drugs))].slice(0, 2);
  const requests = names.map((name) => prescription(row, name, house));
  const supplied = requests.map((request, index) => dispenses(request, late && index === 0, random, house));
  const tests = [...new Set(chosen.flatMap((illness) => illness.labs))].slice(0, 2);
  const measured = results(row, tests, random);
  const stays = row.number % 11 === 5 ? [stay(row)] : [];
  return {
    late: late ? supplied[0].at(-1) : undefined,
    abnormal: measured.filter(({ id, interpretation: [{ coding: [{ code }] }] }) => id.endsWith('-2') && code !== 'N'),
    stays,
    resources: [
      ...chosen.map((illness, index) => condition(row, illness, index + 1)), ...requests, ...supplied.flat(), ...measured, ...stays,
    ],
  };
}
