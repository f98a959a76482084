// Days and times of the sample pharmacy, counted from one fixed day.
// Whoever loads the sample moves every date by the days between the anchor and today.

export const anchor = '2026-01-15';
export const zone = 'America/New_York';

const offsets = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });

/** The date so many days after the anchor. */
export function day(days) {
  return new Date(Date.parse(anchor) + days * 86_400_000).toISOString().slice(0, 10);
}

/** A local time so many days after the anchor, with the offset that holds there then. */
export function at(days, time) {
  const date = day(days);
  const part = offsets.formatToParts(new Date(`${date}T17:00:00Z`)).find(({ type }) => type === 'timeZoneName');
  return `${date}T${time}:00${part.value.replace('GMT', '')}`;
}

/** A time of the day so many minutes later. */
export function later(time, minutes) {
  const [hours, rest] = time.split(':').map(Number);
  const total = hours * 60 + rest + minutes;
  return [Math.floor(total / 60), total % 60].map((number) => String(number).padStart(2, '0')).join(':');
}
