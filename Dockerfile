# One image for every process of the portal; compose.yaml tells which command each runs.
FROM python:3.13-slim AS packages
WORKDIR /portal
RUN python -m venv /venv
COPY requirements.txt .
RUN /venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.txt

FROM python:3.13-slim
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=portal.settings.production PORTAL_VAR_DIR=/var/portal LOG_FORMAT=json
RUN useradd --system --create-home --home-dir /var/portal portal
COPY --from=packages /venv /venv
WORKDIR /portal
COPY manage.py ./
COPY portal portal
COPY home home
COPY knowledge knowledge
COPY search search
COPY templates templates
COPY static static
# A key is needed to start, and is not kept: running containers get theirs from the environment.
RUN export SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(60))')" ALLOWED_HOSTS=localhost PORTAL_VAR_DIR=/tmp/build \
    && python manage.py build_messages && python manage.py collectstatic --noinput --verbosity 0 && rm -rf /tmp/build
USER portal
VOLUME /var/portal
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s \
    CMD ["python", "-m", "portal.probe"]
CMD ["gunicorn", "portal.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "4"]
