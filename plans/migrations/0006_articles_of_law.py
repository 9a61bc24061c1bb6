"""The first article of law on which a plan can be refused (landelijk beheer adds what else it knows), and what earlier refusals rested on."""

from django.db import migrations

ARTICLES = (
    (
        "artikel 1:247 lid 2 Burgerlijk Wetboek",
        "Onder verzorging en opvoeding worden mede verstaan de zorg en de verantwoordelijkheid voor het geestelijk en "
        "lichamelijk welzijn en de veiligheid van het kind alsmede het bevorderen van de ontwikkeling van zijn "
        "persoonlijkheid. In de verzorging en opvoeding van het kind passen de ouders geen geestelijk of lichamelijk "
        "geweld of enige andere vernederende behandeling toe.",
        "Ouders zorgen voor hun kind en houden het veilig. Ze slaan of vernederen het niet.",
    ),
)
EARLIER = "Genoemd bij een eerdere toets"


def carry(apps, schema_editor):
    article, test = apps.get_model("plans", "LawArticle"), apps.get_model("plans", "PlanTest")
    for name, text, plain in ARTICLES:
        article.objects.get_or_create(name=name, defaults={"text": text, "in_plain_words": plain})
    for row in test.objects.filter(decision="nog_niet"):
        row.unmet_lines = row.results.filter(met=False).count()
        cited = row.law_cited.strip()
        if cited or not row.unmet_lines:
            name = f"{EARLIER}: {cited or 'geen wet genoemd'}"[:120]
            row.law_article, _made = article.objects.get_or_create(
                name=name, defaults={"text": cited or "–", "in_plain_words": cited or "–", "is_retired": True}
            )
            row.law_text = row.law_article.text
        row.save(update_fields=["unmet_lines", "law_article", "law_text"])


class Migration(migrations.Migration):
    dependencies = [("plans", "0005_frames_only_grow")]

    operations = [migrations.RunPython(carry, migrations.RunPython.noop)]
