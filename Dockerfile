# Mentor Bot as an image: two stages, so that no compiler and no cache ends up in it. Runs as nobody in particular, with a
# root that can be read-only; what is kept is in /data (SQLite) or in PostgreSQL (compose.yaml).
FROM python:3.12-slim AS built
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
COPY requirements.txt /build/
RUN python -m venv /venv \
    && /venv/bin/pip install --no-deps --require-hashes --requirement /build/requirements.txt

FROM python:3.12-slim
RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin mentor \
    && install --directory --owner mentor --group mentor /data
COPY --from=built /venv /venv
COPY bot /app/bot
COPY handlers /app/handlers
COPY scheduling /app/scheduling
RUN /venv/bin/python -m compileall -q /app
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=/app \
    DATABASE_URL=sqlite:////data/mentor.db LOG_FORMAT=json HTTP_HOST=0.0.0.0 HEALTH_PORT=9464
USER mentor
WORKDIR /data
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:9464/livez', timeout=4)"]
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
