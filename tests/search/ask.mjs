// Reads {module, folder, queries} from standard input; answers with the index in the folder, one result a query.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const { module, folder, queries } = JSON.parse(readFileSync(0, 'utf8'));
const { open } = await import(pathToFileURL(module));
const fetch = async (url) => ({ ok: true, text: async () => readFileSync(url, 'utf8') });
const index = await open({ base: folder + '/', root: '/', fetch });
const answers = [];
for (const query of queries) {
  answers.push(await index.ask(query, 3));
}
process.stdout.write(JSON.stringify(answers));
