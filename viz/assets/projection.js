"use strict";
/* Equal Earth (Šavrič, Patterson, Jenny 2018), the same as in viz/land.py, and great circles drawn with it. */
const RADIAN = Math.PI / 180, ROOT = Math.sqrt(3) / 2, [EA, EB, EC, ED] = [1.340264, -0.081106, 0.000893, 0.003796];

/* Degrees east of the meridian in the middle, from -180 to 180. */
const turned = (longitude, middle) => ((longitude - middle + 540) % 360 + 360) % 360 - 180;

/* Degrees, the first counted from the middle, to the plane: x from 0 to 1000, y down, the equator at 243. */
function equalEarth(east, latitude) {
  const angle = Math.asin(ROOT * Math.sin(latitude * RADIAN)), square = angle * angle, sixth = square ** 3;
  const scale = (500 * ROOT * EA) / Math.PI;
  const x = (east * RADIAN * Math.cos(angle)) / (ROOT * (EA + 3 * EB * square + sixth * (7 * EC + 9 * ED * square)));
  return [500 + scale * x, 243 - scale * angle * (EA + EB * square + sixth * (EC + ED * square))];
}

/* The great circle between two places [longitude, latitude] as lines of points in the plane, cut where the map is cut;
   a point at least every `step` radians. */
function greatCircle(from, to, middle, step = 0.04) {
  const vector = ([longitude, latitude]) => {
    const flat = Math.cos(latitude * RADIAN);
    return [flat * Math.cos(longitude * RADIAN), flat * Math.sin(longitude * RADIAN), Math.sin(latitude * RADIAN)];
  };
  const a = vector(from), b = vector(to);
  const angle = Math.acos(Math.min(1, Math.max(-1, a.reduce((sum, part, at) => sum + part * b[at], 0))));
  const steps = Math.max(1, Math.ceil(angle / step)), lines = [[]];
  let before = null;
  for (let at = 0; at <= steps; at += 1) {
    const part = at / steps;
    const [k, l] = angle < 1e-9 ? [1, 0] : [Math.sin((1 - part) * angle) / Math.sin(angle), Math.sin(part * angle) / Math.sin(angle)];
    const [x, y, z] = a.map((one, axis) => k * one + l * b[axis]);
    const here = [turned(Math.atan2(y, x) / RADIAN, middle), Math.asin(Math.min(1, Math.max(-1, z))) / RADIAN];
    if (before && Math.abs(here[0] - before[0]) > 180) {
      const side = Math.sign(before[0]), way = (180 - Math.abs(before[0])) / (360 - Math.abs(here[0] - before[0]));
      const latitude = before[1] + way * (here[1] - before[1]);
      lines.at(-1).push(equalEarth(side * 180, latitude));
      lines.push([equalEarth(-side * 180, latitude)]);
    }
    lines.at(-1).push(equalEarth(...here));
    before = here;
  }
  return lines;
}
