// The official test suite of JSON Schema draft 4 (see the cases' README): all of the required part, and the optional
// part as far as tests/data/schema/unmet.txt does not say why not.
#include "core/json/text.h"
#include "gateway-engine/schema/validator.h"

#include <QDir>
#include <QFile>
#include <QMap>
#include <QTest>

using namespace gw;
using namespace gw::engine;

namespace {

QString text(std::string_view view)
{
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

QByteArray content(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// "file | group | test: reason" a line.
QMap<QString, QString> unmetCases()
{
    QMap<QString, QString> unmet;
    for (const QString& line : QString::fromUtf8(content(GW_TEST_DATA "/schema/unmet.txt")).split('\n')) {
        const auto colon = line.lastIndexOf(": ");
        if (colon > 0 && !line.startsWith('#'))
            unmet.insert(line.left(colon), line.mid(colon + 2));
    }
    return unmet;
}

} // namespace

class TestSchemaSuite : public QObject
{
    Q_OBJECT

private slots:
    void suite();
};

void TestSchemaSuite::suite()
{
    const QString path = qEnvironmentVariable("GATEWRIGHT_CASES") + "/jsonschema/draft4.json";
    if (!QFile::exists(path))
        QSKIP("GATEWRIGHT_CASES does not name the folder of cases");
    const auto cases = json::readJson(content(path).toStdString());
    QVERIFY2(cases.has_value(), cases ? "" : toString(cases.error()).c_str());
    const QMap<QString, QString> unmet = unmetCases();
    SchemaOptions options;
    options.find = [&cases](std::string_view address) { return (*cases)["remotes"].find(address); };

    int met[] = {0, 0};
    int all[] = {0, 0};
    QStringList surprises;
    for (const json::Value& given : (*cases)["cases"].asArray()) {
        const bool isOptional = given["optional"].toBool();
        const QString name = text(given["file"].toString()) + " | " + text(given["group"].toString()) + " | " +
                             text(given["test"].toString());
        const auto schema = Schema::compile(given["schema"], options);
        const auto violations = schema ? schema->validate(given["data"]) : std::vector<Violation>();
        const bool isMet = schema && violations.empty() == given["valid"].toBool();
        ++all[isOptional];
        met[isOptional] += isMet ? 1 : 0;
        if (isMet == unmet.contains(name))
            surprises << name + (isMet ? " (is met now)" : "") + (schema ? "" : " " + text(schema.error().message));
    }
    qInfo("%d of %d required, %d of %d optional", met[0], all[0], met[1], all[1]);
    qInfo("%d of %d", met[0] + met[1], all[0] + all[1]);
    QVERIFY2(surprises.isEmpty(), qPrintable(surprises.join('\n')));
    QCOMPARE(met[0], all[0]);
}

QTEST_GUILESS_MAIN(TestSchemaSuite)
#include "tst_schema_suite.moc"
