// The texts of messages in English and Spanish, and when reminders go out. No message says why.

RuleSet: Template(id, name, purpose, channel, language)
* meta.tag = Tag#default
* identifier.system = "https://mortar.dev/fhir/sid/setting"
* identifier.value = "{id}"
* code = BasicType#message-template
* extension[content].extension[name].valueString = "{name}"
* extension[content].extension[version].valueString = "1"
* extension[content].extension[purpose].valueCode = #{purpose}
* extension[content].extension[channel].valueCode = #{channel}
* extension[content].extension[language].valueCode = #{language}

RuleSet: Var(name, path)
* extension[content].extension[variable][+].extension[name].valueString = "{name}"
* extension[content].extension[variable][=].extension[path].valueString = "{path}"

RuleSet: Remind(before, unit)
* extension[cadence].extension[step][+].extension[before].valueDuration = {before} '{unit}'
* extension[cadence].extension[step][=].extension[channel][+].valueCode = #SMSWRIT
* extension[cadence].extension[step][=].extension[channel][+].valueCode = #EMAILWRIT
* extension[cadence].extension[step][=].extension[template].valueString = "appointment-reminder"

Instance: pe-default-cadence
InstanceOf: ReminderCadence
Usage: #definition
Title: "Reminders a week, two days and two hours before"
* meta.tag = Tag#default
* identifier.system = "https://mortar.dev/fhir/sid/setting"
* identifier.value = "reminder-cadence"
* code = BasicType#reminder-cadence
* extension[cadence].extension[purpose].valueCode = #appointment-reminder
* insert Remind(7, d)
* insert Remind(48, h)
* insert Remind(2, h)

Instance: pe-reminder-sms-en
InstanceOf: MessageTemplate
Usage: #definition
Title: "Reminder by SMS"
* insert Template(pe-reminder-sms-en, appointment-reminder, appointment-reminder, SMSWRIT, en)
* extension[content].extension[body].valueString = "{{ pharmacy }}: you have an appointment on {{ start.date }} at {{ start.time }}. Questions? {{ phone }}. Reply STOP to opt out."
* insert Var(start, [[start]])
* insert Var(pharmacy, [[%pharmacy.name]])
* insert Var(phone, [[%pharmacy.telecom.where(system = 'phone').value.first()]])
* extension[content].extension[maxSegments].valuePositiveInt = 2

Instance: pe-reminder-sms-es
InstanceOf: MessageTemplate
Usage: #definition
Title: "Recordatorio por SMS"
* insert Template(pe-reminder-sms-es, appointment-reminder, appointment-reminder, SMSWRIT, es)
* extension[content].extension[body].valueString = "{{ pharmacy }}: tiene una cita el {{ start.date }} a las {{ start.time }}. Preguntas: {{ phone }}. Responda STOP para no recibir mensajes."
* insert Var(start, [[start]])
* insert Var(pharmacy, [[%pharmacy.name]])
* insert Var(phone, [[%pharmacy.telecom.where(system = 'phone').value.first()]])
* extension[content].extension[maxSegments].valuePositiveInt = 3

Instance: pe-reminder-email-en
InstanceOf: MessageTemplate
Usage: #definition
Title: "Reminder by e-mail"
* insert Template(pe-reminder-email-en, appointment-reminder, appointment-reminder, EMAILWRIT, en)
* extension[content].extension[subject].valueString = "Your appointment on {{ start.date }}"
* extension[content].extension[body].valueString = "Hello {{ name }},\n\nyou have an appointment at {{ pharmacy }} on {{ start.date }} at {{ start.time }}.\n\nIf you cannot come, please call {{ phone }}.\n\n{{ pharmacy }}"
* insert Var(name, [[%patient.name.given.first()]])
* insert Var(start, [[start]])
* insert Var(pharmacy, [[%pharmacy.name]])
* insert Var(phone, [[%pharmacy.telecom.where(system = 'phone').value.first()]])

Instance: pe-reminder-email-es
InstanceOf: MessageTemplate
Usage: #definition
Title: "Recordatorio por correo"
* insert Template(pe-reminder-email-es, appointment-reminder, appointment-reminder, EMAILWRIT, es)
* extension[content].extension[subject].valueString = "Su cita del {{ start.date }}"
* extension[content].extension[body].valueString = "Hola {{ name }}:\n\nTiene una cita en {{ pharmacy }} el {{ start.date }} a las {{ start.time }}.\n\nSi no puede venir, llame al {{ phone }}.\n\n{{ pharmacy }}"
* insert Var(name, [[%patient.name.given.first()]])
* insert Var(start, [[start]])
* insert Var(pharmacy, [[%pharmacy.name]])
* insert Var(phone, [[%pharmacy.telecom.where(system = 'phone').value.first()]])

Instance: pe-call-sms-en
InstanceOf: MessageTemplate
Usage: #definition
Title: "Please call, by SMS"
* insert Template(pe-call-sms-en, please-call, follow-up, SMSWRIT, en)
* extension[content].extension[body].valueString = "{{ pharmacy }}: please call us today at {{ phone }}. If you feel unwell, seek care at once."
* insert Var(pharmacy, [[%pharmacy.name]])
* insert Var(phone, [[%pharmacy.telecom.where(system = 'phone').value.first()]])
* extension[content].extension[maxSegments].valuePositiveInt = 1

Instance: pe-call-sms-es
InstanceOf: MessageTemplate
Usage: #definition
Title: "Llame, por favor, por SMS"
* insert Template(pe-call-sms-es, please-call, follow-up, SMSWRIT, es)
* extension[content].extension[body].valueString = "{{ pharmacy }}: llame hoy al {{ phone }}. Si se siente mal, busque ayuda enseguida."
* insert Var(pharmacy, [[%pharmacy.name]])
* insert Var(phone, [[%pharmacy.telecom.where(system = 'phone').value.first()]])
* extension[content].extension[maxSegments].valuePositiveInt = 2

Instance: pe-call-email-en
InstanceOf: MessageTemplate
Usage: #definition
Title: "Please call, by e-mail"
* insert Template(pe-call-email-en, please-call, follow-up, EMAILWRIT, en)
* extension[content].extension[subject].valueString = "Please call your pharmacy today"
* extension[content].extension[body].valueString = "Hello {{ name }},\n\nplease call us today at {{ phone }}. If you feel unwell, seek care at once.\n\n{{ pharmacy }}"
* insert Var(name, [[%patient.name.given.first()]])
* insert Var(pharmacy, [[%pharmacy.name]])
* insert Var(phone, [[%pharmacy.telecom.where(system = 'phone').value.first()]])

Instance: pe-call-email-es
InstanceOf: MessageTemplate
Usage: #definition
Title: "Llame, por favor, por correo"
* insert Template(pe-call-email-es, please-call, follow-up, EMAILWRIT, es)
* extension[content].extension[subject].valueString = "Llame hoy a su farmacia"
* extension[content].extension[body].valueString = "Hola {{ name }}:\n\nLlame hoy al {{ phone }}. Si se siente mal, busque ayuda enseguida.\n\n{{ pharmacy }}"
* insert Var(name, [[%patient.name.given.first()]])
* insert Var(pharmacy, [[%pharmacy.name]])
* insert Var(phone, [[%pharmacy.telecom.where(system = 'phone').value.first()]])

Instance: pe-discharge-sms-en
InstanceOf: MessageTemplate
Usage: #definition
Title: "After a hospital stay, by SMS"
* insert Template(pe-discharge-sms-en, after-discharge, follow-up, SMSWRIT, en)
* extension[content].extension[body].valueString = "{{ pharmacy }}: we would like to go through your medicines with you. Please call {{ phone }}."
* insert Var(pharmacy, [[%pharmacy.name]])
* insert Var(phone, [[%pharmacy.telecom.where(system = 'phone').value.first()]])
* extension[content].extension[maxSegments].valuePositiveInt = 1

Instance: pe-discharge-sms-es
InstanceOf: MessageTemplate
Usage: #definition
Title: "Tras el hospital, por SMS"
* insert Template(pe-discharge-sms-es, after-discharge, follow-up, SMSWRIT, es)
* extension[content].extension[body].valueString = "{{ pharmacy }}: nos gustaría repasar sus medicamentos con usted. Llame al {{ phone }}."
* insert Var(pharmacy, [[%pharmacy.name]])
* insert Var(phone, [[%pharmacy.telecom.where(system = 'phone').value.first()]])
* extension[content].extension[maxSegments].valuePositiveInt = 2

Instance: pe-discharge-email-en
InstanceOf: MessageTemplate
Usage: #definition
Title: "After a hospital stay, by e-mail"
* insert Template(pe-discharge-email-en, after-discharge, follow-up, EMAILWRIT, en)
* extension[content].extension[subject].valueString = "Your medicines"
* extension[content].extension[body].valueString = "Hello {{ name }},\n\nwe would like to go through your medicines with you. Please call {{ phone }}.\n\n{{ pharmacy }}"
* insert Var(name, [[%patient.name.given.first()]])
* insert Var(pharmacy, [[%pharmacy.name]])
* insert Var(phone, [[%pharmacy.telecom.where(system = 'phone').value.first()]])

Instance: pe-discharge-email-es
InstanceOf: MessageTemplate
Usage: #definition
Title: "Tras el hospital, por correo"
* insert Template(pe-discharge-email-es, after-discharge, follow-up, EMAILWRIT, es)
* extension[content].extension[subject].valueString = "Sus medicamentos"
* extension[content].extension[body].valueString = "Hola {{ name }}:\n\nNos gustaría repasar sus medicamentos con usted. Llame al {{ phone }}.\n\n{{ pharmacy }}"
* insert Var(name, [[%patient.name.given.first()]])
* insert Var(pharmacy, [[%pharmacy.name]])
* insert Var(phone, [[%pharmacy.telecom.where(system = 'phone').value.first()]])
