// JsonStream writes what writeJson() writes, and both escape as Boost.JSON does.
#include "core/json/json_stream.h"
#include "core/json/text.h"

#include <QTest>

#include <boost/json/serialize.hpp>

using namespace gw;
using json::JsonStream;

namespace {

json::Value parsed(const char* text)
{
    return json::readJson(text).value();
}

void write(JsonStream& out, const json::Value& value)
{
    if (value.isObject()) {
        out.beginObject();
        for (const json::Member& member : value.asObject()) {
            out.key(member.key);
            write(out, member.value);
        }
        out.endObject();
    } else if (value.isArray()) {
        out.beginArray();
        for (const json::Value& item : value.asArray())
            write(out, item);
        out.endArray();
    } else if (value.isString()) {
        out.text(value.asString());
    } else if (value.isBool()) {
        out.truth(value.asBool());
    } else if (value.isNumber()) {
        out.number(value.toInt());
    } else {
        out.value(value);
    }
}

} // namespace

class TestJsonStream : public QObject
{
    Q_OBJECT

private slots:
    void writesAsTheTreeDoes_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char* text :
             {"{}", "[]", R"({"a":1})", R"([1,-2,9007199254740993])", R"({"a":{},"b":[],"c":[{}],"d":"x"})",
              R"([[[],[1]],{"k":[true,false,null]}])", R"("alone")", R"({"":""})"})
            QTest::newRow(text) << QByteArray(text);
    }

    void writesAsTheTreeDoes()
    {
        QFETCH(const QByteArray, text);
        const json::Value value = parsed(text.constData());
        std::string streamed;
        JsonStream out(streamed);
        write(out, value);
        QCOMPARE(streamed, text.toStdString());
        QCOMPARE(json::writeJson(value), streamed);
    }

    void putsValuesAmongOthers()
    {
        std::string text = "before ";
        JsonStream out(text);
        out.beginObject();
        out.member("n", 1);
        out.member("t", std::string_view("x"));
        out.key("v");
        out.value(parsed(R"({"a":[1.50]})"));
        out.key("end");
        out.truth(false);
        out.endObject();
        QCOMPARE(text, std::string(R"(before {"n":1,"t":"x","v":{"a":[1.50]},"end":false})"));
    }

    void escapesAsBoostDoes()
    {
        for (int byte = 0; byte < 128; ++byte)
            for (const std::string& text : {std::string(1, char(byte)), "a" + std::string(2, char(byte)) + "b"}) {
                std::string quoted;
                json::appendQuoted(quoted, text);
                QCOMPARE(quoted, boost::json::serialize(boost::json::string_view(text)));
            }
        const std::string umlauts = "gr\u00fc\u00df \u20ac \U0001F415";
        std::string quoted;
        json::appendQuoted(quoted, umlauts);
        QCOMPARE(quoted, "\"" + umlauts + "\"");
    }
};

QTEST_APPLESS_MAIN(TestJsonStream)
#include "tst_json_stream.moc"
