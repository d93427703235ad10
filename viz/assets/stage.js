"use strict";
/* A canvas that is dragged, pinched, scrolled and sized by its box. A heavy picture is shown as a scaled bitmap while it
   moves, and drawn in full shortly after. paint() draws; the camera is the point in the middle and the scale. */
function canvasStage({ box, paint, background, heavy, inset, limits, tap, hover, resized, moved }) {
  const canvas = document.createElement("canvas"), pen = canvas.getContext("2d", { alpha: false });
  const still = matchMedia("(prefers-reduced-motion: reduce)"), camera = { x: 0, y: 0, k: 1 };
  let rest = 140, width = 0, height = 0, sharp = 1, request = 0, timer = 0, walk = 0, last = null, all = null, version = 0, frozen = null;
  box.append(canvas);

  const copy = () => {
    const image = document.createElement("canvas");
    [image.width, image.height] = [canvas.width, canvas.height];
    image.getContext("2d").drawImage(canvas, 0, 0);
    return { image, ...camera, width, height, version };
  };
  const view = (at = camera) => ({ k: at.k, left: width / 2 - at.x * at.k, top: height / 2 - at.y * at.k, width, height });
  const ask = () => { if (!request) request = requestAnimationFrame(frame); };

  function frame() {
    if (request) cancelAnimationFrame(request);
    request = 0;
    if (!(width > 0 && height > 0)) return; // nothing to draw on, as while a page is being printed
    pen.setTransform(sharp, 0, 0, sharp, 0, 0);
    pen.globalAlpha = 1;
    pen.fillStyle = background();
    pen.fillRect(0, 0, width, height);
    if (timer && last) {
      for (const shot of [all, last]) {
        if (shot?.version !== version) continue;
        const { left, top } = view(), scale = camera.k / shot.k;
        const x = left + (shot.x - shot.width / 2 / shot.k) * camera.k, y = top + (shot.y - shot.height / 2 / shot.k) * camera.k;
        pen.drawImage(shot.image, x, y, shot.width * scale, shot.height * scale);
      }
      return;
    }
    const began = performance.now();
    paint(pen, view());
    last = null;
    // Where drawing in full is slow, as on a machine that emulates its graphics, the picture waits longer before it does.
    if (heavy) requestAnimationFrame(() => requestAnimationFrame((now) => { rest = Math.min(700, Math.max(140, (now - began) / 2)); }));
    if (heavy && camera.k <= limits().fit * 1.01 && all?.version !== version) all = copy();
  }

  /* Something moves: a heavy picture becomes a bitmap until nothing has moved for a while. */
  function moving() {
    if (heavy) {
      if (!timer) last = copy();
      clearTimeout(timer);
      timer = setTimeout(() => { timer = 0; ask(); }, rest);
    }
    ask();
  }

  function set(x, y, k) {
    const { least, most } = limits();
    [camera.x, camera.y, camera.k] = [x, y, Math.max(least, Math.min(most, k))];
  }

  /* Bring a point of the picture into the middle of what the panel leaves free. */
  function move(x, y, k, smooth) {
    cancelAnimationFrame(walk);
    const goal = Math.max(limits().least, Math.min(limits().most, k)), from = { ...camera }, began = performance.now();
    const to = { x: x + inset() / 2 / goal, y, k: goal };
    if (!smooth || still.matches || !(width > 0)) {
      set(to.x, to.y, to.k);
      return ask();
    }
    const step = (now) => {
      const part = Math.min(1, Math.max(0, now - began) / 350), eased = part * part * (3 - 2 * part);
      const scale = from.k * (to.k / from.k) ** eased;
      const along = Math.abs(to.k - from.k) < 1e-9 ? eased : (1 / scale - 1 / from.k) / (1 / to.k - 1 / from.k);
      set(from.x + (to.x - from.x) * along, from.y + (to.y - from.y) * along, scale);
      moving();
      if (part < 1) walk = requestAnimationFrame(step);
    };
    walk = requestAnimationFrame(step);
  }

  /* The point under (px, py) stays where it is. */
  function zoom(factor, px = width / 2, py = height / 2) {
    cancelAnimationFrame(walk);
    const before = camera.k, dx = (px - width / 2) / before, dy = (py - height / 2) / before;
    set(camera.x, camera.y, before * factor);
    set(camera.x + dx * (1 - before / camera.k), camera.y + dy * (1 - before / camera.k), camera.k);
    moved();
    moving();
  }

  function pan(dx, dy) {
    cancelAnimationFrame(walk);
    set(camera.x - dx / camera.k, camera.y - dy / camera.k, camera.k);
    moved();
    moving();
  }

  const fingers = new Map();
  let dragged = false;
  const where = (event) => {
    const { left, top } = canvas.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  };
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    canvas.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, where(event));
    dragged = fingers.size > 1;
    hover(null);
  });
  canvas.addEventListener("pointermove", (event) => {
    const [x, y] = where(event), before = fingers.get(event.pointerId);
    if (!before) return event.pointerType === "mouse" && hover([x, y]);
    const others = [...fingers].filter(([id]) => id !== event.pointerId).map(([, at]) => at);
    if (others.length) {
      const [[u, v]] = others, apart = ([a, b]) => Math.max(20, Math.hypot(a - u, b - v));
      zoom(apart([x, y]) / apart(before), (x + u) / 2, (y + v) / 2);
      pan((x - before[0]) / 2, (y - before[1]) / 2);
    } else if (dragged || Math.hypot(x - before[0], y - before[1]) > 3) {
      dragged = true;
      pan(x - before[0], y - before[1]);
    } else return;
    fingers.set(event.pointerId, [x, y]);
  });
  const lifted = (event) => {
    const at = fingers.get(event.pointerId);
    fingers.delete(event.pointerId);
    if (at && !dragged && event.type === "pointerup") tap(at, event.pointerType === "mouse" ? 7 : 16);
  };
  canvas.addEventListener("pointerup", lifted);
  canvas.addEventListener("pointercancel", lifted);
  canvas.addEventListener("pointerleave", () => hover(null));
  canvas.addEventListener("wheel", (event) => {
    event.preventDefault();
    hover(null);
    const lines = event.deltaMode ? 16 : 1;
    zoom(Math.exp(-event.deltaY * lines * (event.ctrlKey ? 0.01 : 0.0015)), ...where(event));
  }, { passive: false });

  function size() {
    if (frozen || (width === box.clientWidth && height === box.clientHeight && sharp === Math.min(3, devicePixelRatio || 1))) return;
    [width, height, sharp] = [box.clientWidth, box.clientHeight, Math.min(3, devicePixelRatio || 1)];
    [canvas.width, canvas.height] = [Math.round(width * sharp), Math.round(height * sharp)];
    resized();
    if (width > 0) frame();
  }
  /* Paper has its own size; null gives the picture back to the screen as it was. */
  function paper(wide, high) {
    if (wide) {
      frozen = { ...camera };
      [width, height, sharp] = [wide, high, 2];
      [canvas.width, canvas.height] = [wide * 2, high * 2];
      Object.assign(camera, { x: 0, y: 0, k: Math.min(wide, limits().whole(wide, high)) });
      frame();
    } else if (frozen) {
      Object.assign(camera, frozen);
      frozen = null;
      width = 0;
      size();
    }
  }
  new ResizeObserver(() => size()).observe(box);

  return {
    camera, canvas, pen, view, ask, move, zoom, pan, paper, size, frame,
    changed: () => { version += 1; clearTimeout(timer); timer = 0; ask(); },
    width: () => width, height: () => height,
  };
}
