import type { Map as MapLibreMap } from "maplibre-gl";
import { facilityKinds } from "../types";
import { type Icon, icons } from "./layers/facilities";

const size = 28;
const ratio = 2;

/** Draws every facility icon once and gives it to the map, plain and with the mark of needed work. */
export function addIcons(map: MapLibreMap): void {
  for (const kind of facilityKinds) {
    for (const need of [false, true]) {
      const image = draw(icons[kind], need);
      if (image) map.addImage(`facility-${kind}${need ? "-need" : ""}`, image, { pixelRatio: ratio });
    }
  }
}

function draw(icon: Icon, need: boolean): ImageData | null {
  const canvas = document.createElement("canvas");
  canvas.width = size * ratio;
  canvas.height = size * ratio;
  const context = canvas.getContext("2d");
  if (!context) return null;
  context.scale(ratio, ratio);
  context.translate(2, 2);
  const shape = new Path2D(icon.path);
  context.lineWidth = 3;
  context.strokeStyle = "#ffffff";
  context.stroke(shape);
  context.fillStyle = icon.color;
  context.fill(shape);
  context.fillStyle = "#ffffff";
  context.font = `600 ${icon.letters.length > 1 ? 10 : 17}px "Noto Sans Variable", "Noto Sans", sans-serif`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(icon.letters, 12, 13);
  if (need) {
    context.beginPath();
    context.arc(20.5, 3.5, 4.5, 0, 2 * Math.PI);
    context.fillStyle = "#f0a30a";
    context.strokeStyle = "#14212b";
    context.lineWidth = 1.2;
    context.fill();
    context.stroke();
  }
  return context.getImageData(0, 0, canvas.width, canvas.height);
}
