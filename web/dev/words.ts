// Tests speak both languages; the page fetches English when it is chosen.
import { loadWords } from "../src/i18n";

await loadWords("en");
