// Follow-up tasks about what the history holds, open and done, each with a score that adds up.

import { parts, ref, sample, systems } from './fhir.mjs';
import { at } from './time.mjs';

function factors(kind, row, label) {
  const age = 2026 - Number(row.patient.birthDate.slice(0, 4));
  const event = {
    'abnormal-lab': ['abnormal-lab', label, 15], 'discharge-follow-up': ['discharge', label, 20],
    'missed-appointment': ['care-gap', label, 5], 'late-refill': ['adherence', label, 15],
  }[kind];
  return [
    event,
    ...(age >= 75 ? [['vulnerability', `${age} years old`, 5]] : []),
    ...(row.number % 5 === 0 ? [['patient-request', 'The patient asked for a call', 5]] : []),
    ['time-pressure', 'Part of the agreed time is used up', row.number % 16],
  ].filter(([, , points]) => points > 0);
}

const priorityOf = (score) => (score >= 70 ? 'stat' : score >= 50 ? 'asap' : score >= 30 ? 'urgent' : 'routine');

function score(list, computedAt) {
  const total = list.reduce((sum, [, , points]) => sum + points, 0);
  return parts('pe-priority-score', [
    ['score', { valueDecimal: total }], ['method', { valueCode: 'rules' }], ['version', { valueString: '1' }],
    ['computedAt', { valueDateTime: computedAt }],
    ...list.map(([code, label, points]) => ['factor', [
      ['code', { valueCode: code }], ['label', { valueString: label }], ['points', { valueDecimal: points }],
    ]]),
    ['gap', { valueString: 'No discharge summary, so readmission risk counts nothing' }],
  ]);
}

function task(kind, row, reason, label, house) {
  const { codes, pharmacists } = house;
  const list = factors(kind, row, label);
  const total = list.reduce((sum, [, , points]) => sum + points, 0);
  const done = row.number % 4 === 1;
  const owner = row.number % 3 === 0 ? {} : { owner: ref(pharmacists[row.number % pharmacists.length].practitionerRole) };
  return sample('Task', `${reason.id}-task`, 'pe-followup-task', {
    extension: [score(list, at(-1, '16:00'))],
    identifier: [{ system: systems.ruleTask, value: `${kind}/${reason.resourceType}/${reason.id}` }],
    status: done ? 'completed' : owner.owner ? 'accepted' : 'requested',
    businessStatus: codes('task-business-status', done ? 'done' : owner.owner ? 'assigned' : 'open'),
    intent: 'order',
    priority: priorityOf(total),
    code: codes('task-code', kind),
    description: label,
    focus: ref(reason),
    for: ref(row.patient),
    authoredOn: at(-1, '15:30'),
    lastModified: at(-1, '16:00'),
    performerType: [codes('role', 'staff-pharmacist')],
    ...owner,
    reasonCode: codes('task-code', kind),
    reasonReference: ref(reason),
    restriction: { period: { end: at(row.number % 5, '17:00') } },
    ...(done ? { output: [{ type: codes('task-code', kind), valueCodeableConcept: codes('task-outcome', 'reached') }] } : {}),
  });
}

export function work(row, { abnormal, late, stays }, missed, house) {
  return [
    ...abnormal.map((lab) => task('abnormal-lab', row, lab, `${lab.code.text}: ${lab.valueQuantity.value} ${lab.valueQuantity.unit}`, house)),
    ...stays.map((stay) => task('discharge-follow-up', row, stay, 'Discharged from hospital less than 7 days ago', house)),
    ...(late ? [task('late-refill', row, late, `The supply of ${late.medicationCodeableConcept.text} has run out`, house)] : []),
    ...(missed ? [task('missed-appointment', row, missed, 'Did not come to the last appointment', house)] : []),
  ];
}
