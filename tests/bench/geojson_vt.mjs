// Cuts the tiles of tiles.txt with geojson-vt and prints the median milliseconds a tile by zoom as JSON.
import { createReadStream, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { gzipSync } from "node:zlib";
import geojsonvt from "geojson-vt";
import vtpbf from "vt-pbf";

const folder = process.argv[2];

async function indexOf(layer) {
  const features = [];
  for await (const line of createInterface({ input: createReadStream(`${folder}/${layer}.geojsonl`) })) {
    features.push(JSON.parse(line));
  }
  return geojsonvt({ type: "FeatureCollection", features },
    { maxZoom: 16, indexMaxZoom: 5, extent: 4096, buffer: 64, tolerance: 3 });
}

const indices = {};
for (const layer of ["communes", "hamlets", "roads"]) {
  indices[layer] = await indexOf(layer);
}
const times = {};
for (const line of readFileSync(`${folder}/tiles.txt`, "utf8").trim().split("\n")) {
  const [z, x, y] = line.split(" ").map(Number);
  const start = performance.now();
  const layers = {};
  for (const [name, index] of Object.entries(indices)) {
    const tile = index.getTile(z, x, y);
    if (tile) {
      layers[name] = tile;
    }
  }
  gzipSync(vtpbf.fromGeojsonVt(layers, { version: 2, extent: 4096 }), { level: 1 });
  (times[z] ??= []).push(performance.now() - start);
}
const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
console.log(JSON.stringify(Object.fromEntries(Object.entries(times).map(([z, values]) => [z, median(values)]))));
