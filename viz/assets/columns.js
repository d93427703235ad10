"use strict";
/* Reads back what viz/columns.py wrote: lists of records, from columns. */
function unpacked(data) {
  const { columns, texts, ...rest } = data;
  const slices = (lengths, members) => {
    let at = 0;
    return lengths.map((length) => members.slice(at, (at += length)));
  };
  const sum = (numbers) => numbers.reduce((total, one) => total + one, 0);
  const kinds = {
    "=": (value, n) => Array.from({ length: n }, () => (value && typeof value === "object" ? structuredClone(value) : value)),
    n: (numbers) => numbers,
    v: (values) => values,
    "+": (steps) => { let at = 0; return steps.map((step) => (at += step)); },
    s: ([first, step], n) => Array.from({ length: n }, (_, at) => first + at * step),
    t: (column, n) => read(column, n).map((at) => texts[at]),
    c: (parts, n) => {
      const made = parts.map((part) => read(part, n));
      return Array.from({ length: n }, (_, at) => made.map((part) => part[at]));
    },
    l: (_, n, { l, v }) => {
      const lengths = read(l, n);
      return slices(lengths, read(v, sum(lengths)));
    },
    r: (parts, n) => {
      const made = Array.from({ length: n }, () => ({}));
      for (const [name, column] of Object.entries(parts)) {
        const some = Object.hasOwn(column, "?"), values = read(some ? column["?"] : column, n);
        made.forEach((one, at) => { if (!some || values[at].length) one[name] = some ? values[at][0] : values[at]; });
      }
      return made;
    },
  };
  function read(column, n) {
    const [kind] = Object.keys(column);
    return kinds[kind](column[kind], n, column);
  }
  for (const [name, [n, column]] of Object.entries(columns)) rest[name] = read(column, n);
  return rest;
}
