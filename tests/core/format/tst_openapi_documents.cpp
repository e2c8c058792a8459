// The collection of real API documents (GATEWRIGHT_CASES/openapi): all open without harm, unedited ones are written
// back byte for byte, operations are counted as index.json counts them, and what is no API definition is refused with
// the reason.
#include "core/format/atomic_file.h"
#include "core/format/openapi_read.h"
#include "core/format/openapi_write.h"
#include "tests/core/format/openapi_edits.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <algorithm>

using namespace gw;

class TestOpenApiDocuments : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void opensAndWritesBack_data();
    void opensAndWritesBack();
    void readsBackWhatWasEdited_data();
    void readsBackWhatWasEdited();
    void changesOnlyTheEditedLines();
    void cleanupTestCase();

private:
    QString m_folder;
    int m_read = 0;
    int m_refused = 0;
    int m_counted = 0;
    int m_edits = 0;
};

namespace {

QString casesFolder()
{
    const QString given = qEnvironmentVariable("GATEWRIGHT_CASES");
    return given.isEmpty() ? QStringLiteral(GW_SOURCE_DIR "/../shared/cases") : given;
}

std::string textOf(const QString& path)
{
    return readFile(path.toStdString()).value_or(std::string());
}

Api apiFrom(OpenApiReading reading)
{
    Api api;
    api.name = "document";
    api.file = "document";
    api.definition = RestApi{reading.source->definition};
    api.source = std::move(reading.source);
    return api;
}

// The n-th method of the definition, over all resources; nullptr past the last.
Method* methodAt(OpenApiDefinition& definition, std::size_t n)
{
    for (const Cow<Resource>& resource : definition.resources) {
        if (n < resource->methods.size())
            return definition.edit(resource->methods[n]->id);
        n -= resource->methods.size();
    }
    return nullptr;
}

// Which methods of a document the edits are tried on: all kinds of places, few in the largest files.
std::vector<std::size_t> placesToEdit(std::size_t methods, std::size_t bytes)
{
    if (methods == 0)
        return {};
    if (bytes > 100'000)
        return {methods / 2};
    std::vector<std::size_t> places{0, methods / 2, methods - 1};
    places.erase(std::unique(places.begin(), places.end()), places.end());
    return places;
}

// Empty when `edit` at method `place` is written and read back alike; else what went wrong.
std::string problemOf(const Api& original, const test::DefinitionEdit& edit, std::size_t place)
{
    Api api = original;
    Method* method = methodAt(*api.openApi(), place);
    if (!edit.apply(*api.openApi(), *method))
        return {};
    const auto written = writeOpenApi(api);
    if (!written)
        return "not written: " + written.error().message;
    const OpenApiReading reading = readOpenApi(*written, "written", api.id);
    if (!reading.source)
        return "not read back: " + reading.diagnostics.front().message;
    OpenApiDefinition again = reading.source->definition;
    OpenApiDefinition wanted = *api.openApi();
    test::forgetIdsAndRefs(again);
    test::forgetIdsAndRefs(wanted);
    return again == wanted ? std::string() : "reads back differently:\n" + *written;
}

QStringList linesOf(const std::string& text)
{
    return QString::fromStdString(text).split(QLatin1Char('\n'));
}

} // namespace

void TestOpenApiDocuments::initTestCase()
{
    m_folder = casesFolder() + "/openapi";
    if (!QFile::exists(m_folder + "/index.json"))
        QSKIP("The shared cases are not here; set GATEWRIGHT_CASES to their folder.");
}

void TestOpenApiDocuments::opensAndWritesBack_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("operations"); // -1: not counted
    const auto index = json::readJson(textOf(m_folder + "/index.json"));
    QVERIFY(index.has_value());
    for (const json::Value& entry : index->asArray()) {
        const QString file = QString::fromStdString((*entry.find("file")).asString());
        const auto operations = static_cast<int>(entry["operations"].toInt(-1));
        QTest::newRow(qPrintable(file)) << file << operations;
    }
}

void TestOpenApiDocuments::opensAndWritesBack()
{
    QFETCH(QString, file);
    QFETCH(int, operations);
    const std::string text = textOf(m_folder + "/" + file);
    QVERIFY(!text.empty());
    OpenApiReading reading = readOpenApi(text, file.toStdString(), ApiId{7});
    QCOMPARE(hasErrors(reading.diagnostics), reading.source == nullptr);
    if (!reading.source) {
        const Diagnostic& reason = reading.diagnostics.front();
        QVERIFY2(operations < 0, reason.message.c_str());
        QVERIFY(!reason.message.empty() && !reason.hint.empty());
        ++m_refused;
        return;
    }
    ++m_read;
    const Api api = apiFrom(std::move(reading));
    if (operations >= 0) {
        QCOMPARE(static_cast<int>(api.openApi()->methodCount()), operations);
        ++m_counted;
    }
    const auto written = writeOpenApi(api);
    QVERIFY2(written.has_value(), written ? "" : written.error().message.c_str());
    QVERIFY(*written == text);
}

void TestOpenApiDocuments::readsBackWhatWasEdited_data()
{
    QTest::addColumn<QString>("file");
    const auto index = json::readJson(textOf(m_folder + "/index.json"));
    QVERIFY(index.has_value());
    for (const json::Value& entry : index->asArray())
        if (entry["operations"].toInt(0) > 0)
            QTest::newRow(entry["file"].asString().c_str()) << QString::fromStdString(entry["file"].asString());
}

void TestOpenApiDocuments::readsBackWhatWasEdited()
{
    QFETCH(QString, file);
    const std::string text = textOf(m_folder + "/" + file);
    const Api api = apiFrom(readOpenApi(text, "document", ApiId{7}));
    for (const std::size_t place : placesToEdit(api.openApi()->methodCount(), text.size()))
        for (const test::DefinitionEdit& edit : test::definitionEdits()) {
            const std::string problem = problemOf(api, edit, place);
            QVERIFY2(problem.empty(),
                     qPrintable(
                         QString("%1 at method %2 %3").arg(edit.name).arg(place).arg(problem.substr(0, 3000).c_str())));
            ++m_edits;
        }
}

void TestOpenApiDocuments::changesOnlyTheEditedLines()
{
    const std::string text =
        textOf(m_folder + "/real/openapi-to-postman__test__data__valid_openapi__nested_schemas.yaml");
    Api api = apiFrom(readOpenApi(text, "largest", ApiId{7}));
    Method* edited = nullptr;
    for (const Cow<Resource>& resource : std::get<RestApi>(api.definition).openApi.resources)
        for (const Cow<Method>& method : resource->methods)
            if (!method->description.empty() && method->description.find('\n') == std::string::npos && !edited)
                edited = api.openApi()->edit(method->id);
    QVERIFY(edited);
    const std::string before = std::exchange(edited->description, "An edited description");
    const auto written = writeOpenApi(api);
    QVERIFY2(written.has_value(), written ? "" : written.error().message.c_str());
    const QStringList oldLines = linesOf(text);
    const QStringList newLines = linesOf(*written);
    QCOMPARE(newLines.size(), oldLines.size());
    int changed = 0;
    for (qsizetype i = 0; i < oldLines.size(); ++i)
        changed += oldLines[i] != newLines[i];
    QCOMPARE(changed, 1);
    QVERIFY(written->find("An edited description") != std::string::npos);
}

void TestOpenApiDocuments::cleanupTestCase()
{
    qInfo("%d of %d documents read and written back byte for byte, %d refused with a reason; operations agree in %d.",
          m_read, m_read + m_refused, m_refused, m_counted);
    qInfo("%d edits tried.", m_edits);
}

QTEST_GUILESS_MAIN(TestOpenApiDocuments)
#include "tst_openapi_documents.moc"
