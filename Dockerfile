# One image for web server, worker and beat (docker-compose.yml says which is which).
FROM python:3.13-slim-bookworm

# Pango sets the text of the PDF files.
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --create-home --home-dir /data ekc \
    && install -d -o ekc -g ekc /data/media /data/beat /data/backups /data/log-copy

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 DJANGO_SETTINGS_MODULE=ekc.settings.prod BIND=0.0.0.0:8000
WORKDIR /app

COPY requirements/runtime.txt requirements/
RUN pip install --no-cache-dir --require-hashes -r requirements/runtime.txt

COPY . .
RUN DJANGO_SETTINGS_MODULE=ekc.settings.build python manage.py collectstatic --no-input

USER ekc
EXPOSE 8000
CMD ["gunicorn", "-c", "python:ekc.gunicorn"]
