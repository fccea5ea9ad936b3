// Quantities as people read them.

const BYTE_UNITS = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];
const COUNT_UNITS = ["", " k", " M", " G", " T"];
export const UNKNOWN = "–";

function scaled(value, base, units) {
  let unit = 0;
  while (Math.abs(value) >= base && unit < units.length - 1) {
    value /= base;
    unit++;
  }
  const digits = unit === 0 || Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return [value.toFixed(digits), units[unit]];
}

export function bytes(value) {
  return scaled(value, 1024, BYTE_UNITS).join(" ");
}

export function count(value) {
  return value < 10000 ? Math.round(value).toLocaleString("en") : scaled(value, 1000, COUNT_UNITS).join("");
}

export function rate(value) {
  if (value === null || value === undefined) return UNKNOWN;
  return (value > 0 && value < 10 ? value.toFixed(1) : count(value)) + "/s";
}

export function percent(share) {
  return share === null || share === undefined ? UNKNOWN : Math.round(share * 100) + " %";
}

export function duration(millis) {
  if (millis === null || millis === undefined) return UNKNOWN;
  if (millis < 1000) return Math.round(millis) + " ms";
  if (millis < 60_000) return (millis / 1000).toFixed(1) + " s";
  const seconds = Math.round(millis / 1000);
  if (seconds < 3600) return Math.floor(seconds / 60) + " min " + (seconds % 60) + " s";
  const minutes = Math.round(seconds / 60);
  if (minutes < 2880) return Math.floor(minutes / 60) + " h " + (minutes % 60) + " min";
  return Math.round(minutes / 1440) + " days";
}

function two(number) {
  return String(number).padStart(2, "0");
}

export function clock(millis) {
  const time = new Date(millis);
  return two(time.getHours()) + ":" + two(time.getMinutes()) + ":" + two(time.getSeconds());
}

export function dateTime(millis) {
  const time = new Date(millis);
  return time.getFullYear() + "-" + two(time.getMonth() + 1) + "-" + two(time.getDate()) + " " + clock(millis);
}

// The API's words, as people write them.
export function words(word) {
  return word.replaceAll("-", " ");
}

// How far event time has come: as a distance while it runs beside the clock, else as a time.
export function eventTime(subtasks, now) {
  if (subtasks.length === 0) return UNKNOWN;
  if (subtasks.every((one) => one.eventTimeEnded)) return "ended";
  const behind = subtasks.filter((one) => !one.eventTimeEnded);
  if (behind.some((one) => one.watermark === null)) return "not begun";
  const least = Math.min(...behind.map((one) => one.watermark));
  const lag = now - least;
  const runs = subtasks.some((one) => one.status !== "ended");
  return runs && lag >= 0 && lag < 86_400_000 ? duration(lag) + " behind" : "at " + dateTime(least);
}
