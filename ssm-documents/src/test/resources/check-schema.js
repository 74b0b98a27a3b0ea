// Holds JSON files against the schema for Automation documents that AWS publishes for editors, and prints what it
// finds wrong: file, text and message, parted by tabs. Runs where aws-ssm-document-language-service is installed.
const fs = require('fs');
const languages = require('vscode-json-languageservice');
const schema = JSON.parse(
  fs.readFileSync(require.resolve('aws-ssm-document-language-service/dist/schema.json'), 'utf8'));

async function check(file) {
  const document = languages.TextDocument.create('file:///' + file, 'json', 1, fs.readFileSync(file, 'utf8'));
  const language = languages.getLanguageService({});
  const parsed = language.parseJSONDocument(document);
  for (const wrong of await language.doValidation(document, parsed, {}, schema)) {
    const at = document.getText(wrong.range).slice(0, 60).replace(/\s+/g, ' ');
    console.log([file, at, wrong.message.replace(/\s+/g, ' ')].join('\t'));
  }
}

(async () => {
  for (const file of process.argv.slice(2)) {
    await check(file);
  }
})();
