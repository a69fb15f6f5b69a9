// The server of the Model Context Protocol. The protocol's SDK is an optional dependency.
import { about } from "./rules.js"
import { TOOLS, call } from "./tools.js"

const SDK = "@modelcontextprotocol/sdk"

async function sdk() {
  try {
    const [server, stdio, types] = await Promise.all([
      import("@modelcontextprotocol/sdk/server/index.js"),
      import("@modelcontextprotocol/sdk/server/stdio.js"),
      import("@modelcontextprotocol/sdk/types.js"),
    ])
    return { ...server, ...stdio, ...types }
  } catch (error) {
    if (error.code !== "ERR_MODULE_NOT_FOUND") throw error
    const { version } = await pinned()
    throw new Error(`mcp needs ${SDK}, which is not installed; run: npm install ${SDK}@${version}`)
  }
}

async function pinned() {
  const { readFileSync } = await import("node:fs")
  const text = readFileSync(new URL("../package.json", import.meta.url), "utf8")
  return { version: JSON.parse(text).optionalDependencies[SDK] }
}

/** Serves until standard input ends. */
export async function serve(rules) {
  const { Server, StdioServerTransport, ListToolsRequestSchema, CallToolRequestSchema } = await sdk()
  const { version } = about()
  const server = new Server(
    { name: "huiqi", version },
    {
      capabilities: { tools: {} },
      instructions:
        "Answers about support for Chinese SRDI (专精特新) companies, from the rules of government " +
        "documents. Ask what is still open (asks) instead of supposing it. Quote the sentence `quote` " +
        "as it is: it has the least, the most, what they rest on, the clauses and the caution.",
    },
  )
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: TOOLS(rules) }))
  server.setRequestHandler(CallToolRequestSchema, (request) =>
    call(rules, request.params.name, request.params.arguments ?? {}),
  )
  // Each answer that waits for a full pipe listens once; how many do is the client's to choose.
  process.stdout.setMaxListeners(0)
  const transport = new StdioServerTransport()
  const ended = new Promise((resolve) => {
    server.onclose = resolve
    process.stdin.on("end", resolve)
    process.stdin.on("close", resolve)
  })
  await server.connect(transport)
  await ended
  await server.close()
}
