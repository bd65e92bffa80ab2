// How long one document takes: the median of the time on the clock, after enough to warm up the
// compiler. The processor's time would count Node's other threads too.
import fs from "node:fs";

export async function measured(make, target, version, times) {
  let made;
  for (let number = 0; number < 30; number += 1) made = await make();
  const spent = [];
  for (let number = 0; number < times; number += 1) {
    const start = process.hrtime.bigint();
    made = await make();
    spent.push(Number(process.hrtime.bigint() - start) / 1e6);
  }
  spent.sort((one, other) => one - other);
  fs.writeFileSync(target, made);
  console.log(JSON.stringify({ ms: spent[Math.floor(spent.length / 2)], bytes: made.length, version }));
}
