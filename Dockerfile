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
# A first start fills the compile cache, so that every later one takes about half the time.
RUN mkdir -p /data /app/.compiled && node src/cli/ask.ts help > /dev/null && chown -R node:node /data /app/.compiled
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s CMD ["node", "tools/healthcheck.cjs"]
CMD ["node", "--disable-warning=ExperimentalWarning", "tools/preflight.cjs", "src/main.ts"]
