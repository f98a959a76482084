// Appointments of the past and of the weeks to come, and what came of the past ones.

import { concept, hl7, ref, sample, systems } from './fhir.mjs';
import { at, later } from './time.mjs';

const minutes = { 'medication-review': 45, vaccination: 15, anticoagulation: 20, 'diabetes-education': 60, 'follow-up-call': 15 };
const hours = ['10:00', '11:15', '13:00', '14:15', '15:30'];

/** No pharmacist is booked twice: the nth appointment of a direction takes the nth free place. */
function place(count, pharmacists, direction) {
  const pharmacist = pharmacists[count % pharmacists.length];
  const slot = Math.floor(count / pharmacists.length);
  const days = direction * (1 + Math.floor(slot / 2) * 2);
  return { pharmacist, days, time: hours[(slot * 2 + (count % pharmacists.length)) % hours.length] };
}

function appointment(row, status, kind, { pharmacist, days, time }, { codes, locations }) {
  const service = Object.keys(minutes)[row.number % 5];
  return sample('Appointment', `${row.patient.id}-${kind}`, 'pe-appointment', {
    status,
    serviceType: [codes('service-type', service)],
    appointmentType: hl7('v2-0276', 'ROUTINE', 'Routine appointment - default if not valued'),
    start: at(days, time),
    end: at(days, later(time, minutes[service])),
    minutesDuration: minutes[service],
    created: at(Math.min(days, 0) - 12, '15:00'),
    participant: [
      { actor: ref(row.patient), required: 'required', status: 'accepted' },
      { actor: ref(pharmacist.practitionerRole), required: 'required', status: 'accepted' },
      { actor: ref(locations[row.number % 2]), required: 'information-only', status: 'accepted' },
    ],
  });
}

function visit(row, past) {
  return sample('Encounter', `${row.patient.id}-visit`, undefined, {
    status: 'finished',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB', display: 'ambulatory' },
    type: past.serviceType,
    subject: ref(row.patient),
    appointment: [ref(past)],
    period: { start: past.start, end: past.end },
  });
}

function reminder(row, past, { days }, house) {
  const { codes, organization } = house;
  const sent = at(days - 2, '10:00');
  const common = {
    category: [codes('msg-purpose', 'appointment-reminder')],
    medium: [concept(systems.mode, 'EMAILWRIT', 'email')],
    subject: ref(row.patient),
    about: [ref(past)],
    recipient: [ref(row.patient)],
    payload: [{ contentString: 'This is a reminder of your appointment at Sample Pharmacy.' }],
  };
  const request = sample('CommunicationRequest', `${past.id}-reminder`, 'pe-message-request', {
    extension: [{ url: 'https://mortar.dev/fhir/StructureDefinition/pe-dedup-key', valueString: `sample/${past.id}/48h` }],
    status: 'completed', occurrenceDateTime: sent, ...common,
  });
  const message = sample('Communication', `${past.id}-reminder`, 'pe-message', {
    extension: [{
      url: 'https://mortar.dev/fhir/StructureDefinition/pe-delivery-event',
      extension: [{ url: 'at', valueDateTime: sent }, { url: 'status', valueCode: 'delivered' }],
    }],
    basedOn: [ref(request)], status: 'completed', sent, sender: ref(organization), ...common,
  });
  return [request, message];
}

/** The appointments of all patients: three in four have a past, six in ten a coming one. */
export function visits(rows, house) {
  const counts = { past: 0, next: 0 };
  return new Map(rows.map((row) => {
    const made = { resources: [], missed: undefined };
    if (row.number % 4 !== 0) {
      const status = row.number % 9 === 1 ? 'noshow' : 'fulfilled';
      const where = place(counts.past++, house.pharmacists, -1);
      const past = appointment(row, status, 'past', where, house);
      made.resources.push(past, ...(status === 'fulfilled' ? [visit(row, past)] : []));
      if (row.number % 3 === 0) made.resources.push(...reminder(row, past, where, house));
      if (status === 'noshow') made.missed = past;
    }
    if (row.number % 5 > 1) {
      made.resources.push(appointment(row, 'booked', 'next', place(counts.next++, house.pharmacists, 1), house));
    }
    return [row, made];
  }));
}
