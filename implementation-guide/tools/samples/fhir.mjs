// Small makers of FHIR datatypes. Our own codes take their display from the compiled guide.

const base = 'https://mortar.dev/fhir';

export const systems = {
  loinc: 'http://loinc.org',
  ucum: 'http://unitsofmeasure.org',
  rxnorm: 'http://www.nlm.nih.gov/research/umls/rxnorm',
  icd10: 'http://hl7.org/fhir/sid/icd-10-cm',
  mode: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationMode',
  mrn: `${base}/sid/sample-mrn`,
  ruleTask: `${base}/sid/rule-task`,
};

export const profile = (id) => `${base}/StructureDefinition/${id}`;
export const hl7 = (system, code, display) => concept(`http://terminology.hl7.org/CodeSystem/${system}`, code, display);
export const concept = (system, code, display) => ({ coding: [{ system, code, display }], text: display });
export const ref = (resource) => ({ reference: `${resource.resourceType}/${resource.id}` });
export const quantity = (value, unit, code = unit) => ({ value, unit, system: systems.ucum, code });
export const extension = (id, value) => ({ url: profile(id), ...value });
export const parts = (id, list) => ({
  url: profile(id),
  extension: list.map(([url, value]) => (Array.isArray(value) ? { url, extension: inner(value) } : { url, ...value })),
});
const inner = (list) => list.map(([url, value]) => ({ url, ...value }));

/** A resource that says that it is a sample and, where it has one, which profile it keeps. */
export function sample(resourceType, id, profileId, content) {
  const tag = [{ system: `${base}/CodeSystem/pe-tag`, code: 'sample', display: 'Sample' }];
  const meta = profileId ? { profile: [profile(profileId)], tag } : { tag };
  return { resourceType, id, meta, ...content };
}

/** Looks our own codes up in the compiled guide, so that a wrong one breaks the build. */
export function guideCodes(conformance) {
  const found = new Map();
  for (const { resource } of conformance) {
    if (resource.resourceType !== 'CodeSystem') continue;
    resource.concept.forEach(({ code, display }) =>
      found.set(`${resource.id}#${code}`, { system: resource.url, code, display }));
  }
  return (system, code) => {
    const coding = found.get(`pe-${system}#${code}`);
    if (!coding) throw new Error(`The guide has no code ${code} in pe-${system}`);
    return { coding: [coding], text: coding.display };
  };
}
