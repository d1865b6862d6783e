# The program runs its TypeScript unbuilt, so the image is Node, the production dependencies and the sources.
FROM node:26-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY tools/runtime tools/runtime
RUN npm ci --omit=dev

FROM node:26-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data NODE_COMPILE_CACHE=/app/.compiled
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY package.json ./
COPY tools/preflight.cjs tools/healthcheck.cjs tools/
COPY src src
COPY knowledge knowledge
COPY manifest manifest
RUN mkdir -p /data /app/.compiled && chown -R node:node /data /app/.compiled
USER node
# A first start fills the compile cache and checks the knowledge, so that every later one, also on a read-only disk, takes a
# fraction of the time. Node keeps a cache for each user, hence after USER. Its settings are made up: it reaches no Slack.
RUN set -e; \
  node src/cli/ask.ts help > /dev/null; \
  export HOST=127.0.0.1 LOG_LEVEL=error SLACK_BOT_TOKEN=xoxb-none SLACK_SIGNING_SECRET=none SLACK_API_URL=http://127.0.0.1:9/; \
  node --disable-warning=ExperimentalWarning tools/preflight.cjs src/main.ts & \
  until node tools/healthcheck.cjs; do kill -0 $! || exit 1; sleep 1; done; \
  kill $!; \
  wait $!; \
  rm /data/gofer.db*
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s CMD ["node", "tools/healthcheck.cjs"]
CMD ["node", "--disable-warning=ExperimentalWarning", "tools/preflight.cjs", "src/main.ts"]
