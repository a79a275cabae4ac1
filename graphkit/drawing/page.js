'use strict'
const { nodes, edges, colours } = JSON.parse(document.getElementById('data').textContent)
const byId = (id) => document.getElementById(id)
const svg = document.querySelector('main svg')
const nodeShapes = [...svg.querySelectorAll('.node')]
const edgeShapes = [...svg.querySelectorAll('.edge')]
const hidden = new Set()

// names and sentences are other people's text: it is only ever set as text, never as markup
function element(name, text, ...classes) {
  const made = document.createElement(name)
  made.textContent = text
  made.classList.add(...classes)
  return made
}

// --- looking around

const whole = svg.viewBox.baseVal
const all = { x: whole.x, y: whole.y, width: whole.width, height: whole.height }
svg.removeAttribute('width')
svg.removeAttribute('height')

function zoom(factor, at = { x: whole.x + whole.width / 2, y: whole.y + whole.height / 2 }) {
  const width = Math.min(Math.max(whole.width * factor, all.width / 40), all.width * 3)
  const scale = width / whole.width
  whole.x = at.x - (at.x - whole.x) * scale
  whole.y = at.y - (at.y - whole.y) * scale
  whole.width *= scale
  whole.height *= scale
}

function point(event) {
  return new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse())
}

function centre(index) {
  const { e, f } = nodeShapes[index].transform.baseVal.consolidate().matrix
  whole.x = e - whole.width / 2
  whole.y = f - whole.height / 2
}

svg.addEventListener('wheel', (event) => {
  event.preventDefault()
  zoom(Math.exp(event.deltaY * 0.0015), point(event))
}, { passive: false })

let grip = null
let moved = false
svg.addEventListener('pointerdown', (event) => {
  grip = point(event)
  moved = false
})
window.addEventListener('pointermove', (event) => {
  if (!grip) return
  const now = point(event)
  if (Math.hypot(now.x - grip.x, now.y - grip.y) * svg.getScreenCTM().a < 3 && !moved) return
  moved = true
  svg.classList.add('moving')
  whole.x -= now.x - grip.x
  whole.y -= now.y - grip.y
})
window.addEventListener('pointerup', () => {
  grip = null
  svg.classList.remove('moving')
})
byId('in').addEventListener('click', () => zoom(1 / 1.4))
byId('out').addEventListener('click', () => zoom(1.4))
byId('fit').addEventListener('click', () => Object.assign(whole, all))

// --- filters

function folded(text) {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}

function within(edge) {
  const since = byId('since').value
  const until = byId('until').value
  if (!since && !until) return true
  const first = edge.first || edge.last
  return Boolean(first) && (!since || (edge.last || first) >= since) && (!until || first <= until)
}

function refresh() {
  const shown = edges.map((edge) => !hidden.has(edge.relation) && within(edge))
  const used = new Set(edges.flatMap((edge, index) => (shown[index] ? [edge.start, edge.end] : [])))
  const wanted = folded(byId('search').value.trim())
  const found = nodes.map((node) => Boolean(wanted) && folded(node.name).includes(wanted))
  edgeShapes.forEach((shape, index) => {
    const { start, end } = edges[index]
    shape.classList.toggle('gone', !shown[index])
    shape.classList.toggle('pale', Boolean(wanted) && !found[start] && !found[end])
  })
  nodeShapes.forEach((shape, index) => {
    shape.classList.toggle('gone', !used.has(index))
    shape.classList.toggle('found', found[index])
    shape.classList.toggle('pale', Boolean(wanted) && !found[index] && !beside(index, found))
  })
  const count = shown.filter(Boolean).length
  byId('shown').textContent = `${used.size} of ${nodes.length} actors and things, ${count} of ${edges.length} relationships`
}

function beside(index, found) {
  return edges.some(({ start, end }) => (start === index && found[end]) || (end === index && found[start]))
}

function tally(values) {
  const counts = new Map()
  values.forEach((value) => counts.set(value, (counts.get(value) || 0) + 1))
  return [...counts].sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1))
}

function readable(relation) {
  return relation.replaceAll('_', ' ') || '(none)'
}

for (const [relation, count] of tally(edges.map((edge) => edge.relation))) {
  const label = element('label', '', 'choice')
  const box = element('input', '')
  box.type = 'checkbox'
  box.checked = true
  box.value = relation
  box.addEventListener('change', () => {
    box.checked ? hidden.delete(relation) : hidden.add(relation)
    refresh()
  })
  label.append(box, element('span', readable(relation)), element('span', count))
  byId('relations').append(label)
}

function chooseAll(checked) {
  for (const box of byId('relations').querySelectorAll('input')) {
    box.checked = checked
    checked ? hidden.delete(box.value) : hidden.add(box.value)
  }
  refresh()
}

for (const [kind, count] of tally(nodes.map((node) => node.kind))) {
  const row = element('div', '', 'choice')
  const dot = element('span', '', 'dot')
  dot.style.background = colours[kind] || colours['']
  row.append(dot, element('span', kind || 'other'), element('span', count))
  byId('kinds').append(row)
}

byId('all').addEventListener('click', () => chooseAll(true))
byId('none').addEventListener('click', () => chooseAll(false))
byId('since').addEventListener('change', refresh)
byId('until').addEventListener('change', refresh)
byId('search').addEventListener('input', refresh)
byId('search').addEventListener('keydown', (event) => {
  const index = nodeShapes.findIndex((shape) => shape.matches('.found:not(.gone)'))
  if (event.key === 'Enter' && index >= 0) {
    centre(index)
    showNode(index)
  }
})

// --- what is behind it

function open(shape, ...content) {
  svg.querySelectorAll('.chosen').forEach((chosen) => chosen.classList.remove('chosen'))
  shape.classList.add('chosen')
  byId('told').replaceChildren(...content)
  byId('details').hidden = false
  byId('details').scrollTop = 0
}

function title({ start, relation, end }) {
  return `${nodes[start].name} → ${readable(relation)} → ${nodes[end].name}`
}

function days({ first, last }) {
  if (!first && !last) return ''
  return first === last || !last ? first : `${first || ''} to ${last}`
}

function source(sentence) {
  const parts = [sentence.source, sentence.published, sentence.document].filter(Boolean).join(', ')
  const line = element('p', '', 'source')
  // any other scheme could run a script
  if (/^https?:\/\//i.test(sentence.url || '')) {
    const link = element('a', parts)
    link.href = sentence.url
    link.rel = 'noopener noreferrer'
    line.append(link)
  } else {
    line.textContent = parts
  }
  const how = [sentence.polarity === 'negative' ? 'denied' : '', sentence.modality === 'asserted' ? '' : sentence.modality]
  const mark = how.filter(Boolean).join(', ')
  if (mark) line.append(' ', element('span', mark, 'mark'))
  return line
}

function showEdge(index) {
  const edge = edges[index]
  const sentences = edge.sentences.flatMap((one) => [element('blockquote', one.sentence), source(one)])
  const more = edge.more ? [element('p', `and ${edge.more} more sentences`, 'source')] : []
  const empty = edge.sentences.length || edge.more ? [] : [element('p', 'This query gives no sentences.', 'source')]
  open(edgeShapes[index], element('h2', title(edge)), element('p', days(edge), 'source'), ...sentences, ...more, ...empty)
}

function showNode(index) {
  const ties = edges.flatMap((edge, number) => {
    if (edge.start !== index && edge.end !== index) return []
    const tie = element('button', title(edge), 'tie')
    tie.type = 'button'
    tie.addEventListener('click', () => showEdge(number))
    return [tie]
  })
  open(nodeShapes[index], element('h2', nodes[index].name), element('p', nodes[index].kind, 'source'), ...ties)
}

function answering(shapes, show) {
  shapes.forEach((shape, index) => {
    shape.setAttribute('tabindex', '0')
    shape.setAttribute('role', 'button')
    shape.addEventListener('click', () => moved || show(index))
    shape.addEventListener('keydown', (event) => event.key === 'Enter' && show(index))
  })
}

answering(edgeShapes, showEdge)
answering(nodeShapes, showNode)
byId('close').addEventListener('click', () => {
  byId('details').hidden = true
  svg.querySelectorAll('.chosen').forEach((chosen) => chosen.classList.remove('chosen'))
})
refresh()
