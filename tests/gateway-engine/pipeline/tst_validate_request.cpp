// What a trace tells of a request that its validator refused (reference 1.7): validator, model, and each offending
// value.
#include "core/json/text.h"
#include "gateway-engine/compile/program.h"
#include "gateway-engine/pipeline/validate_request.h"
#include "tests/support/engine_world.h"

#include <QTest>

using namespace gw;
using namespace gw::engine;
using gw::engine::test::FakeServices;
using gw::engine::test::FakeUpstream;

class TestValidateRequest : public QObject
{
    Q_OBJECT

private slots:
    void notes_data();
    void notes();
};

void TestValidateRequest::notes_data()
{
    QTest::addColumn<QString>("target");
    QTest::addColumn<QString>("contentType");
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("expected");
    QTest::newRow("parameter") << "/dev/x"
                               << ""
                               << ""
                               << "validator=all; query string parameter q=required, but not sent or blank";
    QTest::newRow("places") << "/dev/x?q=1"
                            << "application/json"
                            << R"([{"n":1},{"n":"a"},{"n":null}])"
                            << "validator=all; model=Numbers; body /1/n=instance type (string) does not match any "
                               "allowed primitive type (allowed: [\"integer\"])";
    QTest::newRow("the whole")
        << "/dev/x?q=1"
        << ""
        << "{}"
        << "validator=all; model=Numbers; body=instance type (object) does not match any allowed "
           "primitive type (allowed: [\"array\"])";
    QTest::newRow("no JSON") << "/dev/x?q=1"
                             << ""
                             << "{\n\"a\":}"
                             << "validator=all; model=Numbers; no JSON=A member has no value. (line "
                                "2, column 5); body=Unknown error parsing request body";
    QTest::newRow("no model") << "/dev/x?q=1"
                              << "text/plain"
                              << "a"
                              << "validator=all; model=none for text/plain";
}

void TestValidateRequest::notes()
{
    QFETCH(QString, target);
    QFETCH(QString, contentType);
    QFETCH(QString, body);
    QFETCH(QString, expected);
    const auto schema = json::readJson(R"({"type":"array","items":{"properties":{"n":{"type":"integer"}}}})");
    RequestValidation validation;
    validation.validator = "all";
    validation.parameters.push_back({"q", ParameterLocation::QueryString});
    validation.models.push_back(
        {"application/json", "Numbers", std::make_shared<const Schema>(*Schema::compile(*schema)), {}});
    const ValidateRequest stage(std::move(validation));

    FakeServices services;
    FakeUpstream upstream;
    Request request;
    request.method = "POST";
    request.target = target.toStdString();
    request.body = body.toStdString();
    if (!contentType.isEmpty())
        request.headers.add("Content-Type", contentType.toStdString());
    Exchange x(std::move(request), std::make_shared<const Program>(), upstream, services, {});
    {
        auto span = x.trace.begin(stage.name(), stage.card());
        QCOMPARE(stage.run(x).has_value(), contentType != "text/plain");
    }
    QStringList notes;
    for (const TraceNote& note : x.trace.trace()->spans.back().notes)
        notes << QString::fromStdString(note.first + "=" + note.second);
    QCOMPARE(notes.join("; "), expected);
}

QTEST_GUILESS_MAIN(TestValidateRequest)
#include "tst_validate_request.moc"
