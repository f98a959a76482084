// Seeds of the critical limits, for every site to review: most from a survey of US laboratories
// (JAMA 1990;263:1704-7), the INR from a reference laboratory's list. A value beyond a critical limit
// is critical, outside the reference interval abnormal.

RuleSet: Analyte(loinc, display, name, unit)
* meta.tag = Tag#default
* code.coding[+] = $Loinc#{loinc} {display}
* preferredReportName = "{name}"
* permittedDataType = #Quantity
* quantitativeDetails.unit = $Ucum#{unit}
* quantitativeDetails.customaryUnit = $Ucum#{unit}

RuleSet: Critical(low, high, unit)
* qualifiedInterval[+].category = #critical
* qualifiedInterval[=].range.low = {low} '{unit}'
* qualifiedInterval[=].range.high = {high} '{unit}'

RuleSet: Normal(low, high, unit)
* qualifiedInterval[+].category = #reference
* qualifiedInterval[=].range.low = {low} '{unit}'
* qualifiedInterval[=].range.high = {high} '{unit}'

Instance: pe-limits-potassium
InstanceOf: CriticalLimits
Usage: #definition
Title: "Potassium"
* insert Analyte(2823-3, "Potassium [Moles/volume] in Serum or Plasma", Potassium, mmol/L)
* code.coding[+] = $Loinc#6298-4 "Potassium [Moles/volume] in Blood"
* insert Critical(2.8, 6.2, mmol/L)
* insert Normal(3.5, 5.1, mmol/L)

Instance: pe-limits-sodium
InstanceOf: CriticalLimits
Usage: #definition
Title: "Sodium"
* insert Analyte(2951-2, "Sodium [Moles/volume] in Serum or Plasma", Sodium, mmol/L)
* code.coding[+] = $Loinc#2947-0 "Sodium [Moles/volume] in Blood"
* insert Critical(120, 158, mmol/L)
* insert Normal(135, 145, mmol/L)

Instance: pe-limits-glucose
InstanceOf: CriticalLimits
Usage: #definition
Title: "Glucose by mass"
* insert Analyte(2345-7, "Glucose [Mass/volume] in Serum or Plasma", Glucose, mg/dL)
* code.coding[+] = $Loinc#2339-0 "Glucose [Mass/volume] in Blood"
* insert Critical(2.6, 26.9, mmol/L)
* insert Normal(3.9, 11.0, mmol/L)

Instance: pe-limits-glucose-moles
InstanceOf: CriticalLimits
Usage: #definition
Title: "Glucose by amount"
* insert Analyte(14749-6, "Glucose [Moles/volume] in Serum or Plasma", Glucose, mmol/L)
* insert Critical(2.6, 26.9, mmol/L)
* insert Normal(3.9, 11.0, mmol/L)

Instance: pe-limits-calcium
InstanceOf: CriticalLimits
Usage: #definition
Title: "Calcium by mass"
* insert Analyte(17861-6, "Calcium [Mass/volume] in Serum or Plasma", Calcium, mg/dL)
* insert Critical(1.65, 3.22, mmol/L)
* insert Normal(2.12, 2.62, mmol/L)

Instance: pe-limits-calcium-moles
InstanceOf: CriticalLimits
Usage: #definition
Title: "Calcium by amount"
* insert Analyte(2000-8, "Calcium [Moles/volume] in Serum or Plasma", Calcium, mmol/L)
* insert Critical(1.65, 3.22, mmol/L)
* insert Normal(2.12, 2.62, mmol/L)

Instance: pe-limits-hemoglobin
InstanceOf: CriticalLimits
Usage: #definition
Title: "Hemoglobin"
* insert Analyte(718-7, "Hemoglobin [Mass/volume] in Blood", Hemoglobin, g/dL)
* insert Critical(66, 199, g/L)
* insert Normal(120, 175, g/L)

Instance: pe-limits-platelets
InstanceOf: CriticalLimits
Usage: #definition
Title: "Platelets"
* insert Analyte(777-3, "Platelets [#/volume] in Blood by Automated count", Platelets, 10*3/uL)
* code.coding[+] = $Loinc#26515-7 "Platelets [#/volume] in Blood"
* insert Critical(37, 910, 10*3/uL)
* insert Normal(150, 450, 10*3/uL)

Instance: pe-limits-leukocytes
InstanceOf: CriticalLimits
Usage: #definition
Title: "Leukocytes"
* insert Analyte(6690-2, "Leukocytes [#/volume] in Blood by Automated count", Leukocytes, 10*3/uL)
* code.coding[+] = $Loinc#26464-8 "Leukocytes [#/volume] in Blood"
* insert Critical(2, 37, 10*3/uL)
* insert Normal(4, 11, 10*3/uL)

Instance: pe-limits-inr
InstanceOf: CriticalLimits
Usage: #definition
Title: "INR; its reference interval is the therapeutic range, because it is measured in people who take anticoagulants"
* insert Analyte(6301-6, "INR in Platelet poor plasma by Coagulation assay", INR, 1)
* code.coding[+] = $Loinc#34714-6 "INR in Blood by Coagulation assay"
* qualifiedInterval[+].category = #critical
* qualifiedInterval[=].range.high = 4.9 '1'
* qualifiedInterval[+].category = #reference
* qualifiedInterval[=].range.high = 3.5 '1'

Instance: pe-limits-egfr
InstanceOf: CriticalLimits
Usage: #definition
Title: "Estimated glomerular filtration rate: stages G4 and G5"
* insert Analyte(98979-8, "Glomerular filtration rate by CKD-EPI 2021", eGFR, mL/min/{1.73_m2})
* code.coding[+] = $Loinc#33914-3 "Glomerular filtration rate by MDRD"
* code.coding[+] = $Loinc#62238-1 "Glomerular filtration rate by CKD-EPI"
* qualifiedInterval[+].category = #critical
* qualifiedInterval[=].range.low = 15 'mL/min/{1.73_m2}'
* qualifiedInterval[+].category = #reference
* qualifiedInterval[=].range.low = 30 'mL/min/{1.73_m2}'
