// Checks query files with Neo4j's own analyser: errors, warnings, and the format (--write mends the format).
// Reads {schema, files: [{path, text, parameters}]} as JSON from stdin; prints one line a fault, or with --write the
// formatted texts as JSON.
import { readFileSync } from 'node:fs'
import { formatQuery, lintCypherQuery } from '@neo4j-cypher/language-support'

const WIDTH = { maxColumn: 110 }

function formatted(text) {
  const lines = text.split('\n')
  const header = lines.findIndex((line) => !line.startsWith('//'))
  const body = formatQuery(lines.slice(header).join('\n'), WIDTH).formattedQuery
  return [...lines.slice(0, header), body.trimEnd(), ''].join('\n')
}

function faults({ path, text, parameters }, schema) {
  const known = Object.fromEntries(parameters.map((name) => [name, '']))
  const found = lintCypherQuery(text, { ...schema, parameters: known }).diagnostics
  const told = found.map(({ range, message }) => {
    const { line, character } = range.start
    return `${path}:${line + 1}:${character + 1}: ${message.replace(/\s+/g, ' ')}`
  })
  return formatted(text) === text ? told : [...told, `${path}: is not formatted: just format-cypher`]
}

const { schema, files } = JSON.parse(readFileSync(0, 'utf8'))
if (process.argv.includes('--write')) {
  console.log(JSON.stringify(files.map(({ path, text }) => ({ path, text: formatted(text) }))))
} else {
  files.flatMap((file) => faults(file, schema)).forEach((fault) => console.log(fault))
}
