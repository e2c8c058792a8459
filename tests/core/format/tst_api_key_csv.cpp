// CSV and the API keys in it: what RFC 4180 allows, what is wrong where, what an import makes of each line.
#include "core/format/api_key_csv.h"
#include "core/format/csv.h"

#include <QTest>

#include <memory>

using namespace gw;

namespace {

QString inWords(const std::vector<CsvRecord>& records)
{
    QStringList lines;
    for (const CsvRecord& record : records) {
        QStringList fields;
        for (const std::string& field : record.fields)
            fields << QString::fromStdString(field);
        lines << QString("%1: %2").arg(record.line).arg(fields.join("|"));
    }
    return lines.join("; ");
}

const std::string first = "abcdefghij0123456789";
const std::string second = "ABCDEFGHIJ0123456789";

ApiKeyImportTarget project()
{
    auto count = std::make_shared<int>(0);
    return {[](std::string_view value) { return value == second ? std::optional<std::string>("known") : std::nullopt; },
            [count] { return "new" + std::to_string(++*count); },
            [](std::string_view id) { return id == "gold" || id == "silver"; }};
}

QString inWords(const ImportedApiKey& key)
{
    QStringList plans;
    for (const std::string& id : key.usagePlanIds)
        plans << QString::fromStdString(id);
    return QString("%1 %2 %3 %4%5 %6")
        .arg(QString::fromStdString(key.id), QString::fromStdString(key.name), QString::fromStdString(key.description),
             key.enabled ? "on" : "off", key.isKnown ? " known" : "", plans.join("+"))
        .simplified();
}

} // namespace

class TestApiKeyCsv : public QObject
{
    Q_OBJECT

private slots:
    void reads_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("records");
        QTest::newRow("nothing") << QByteArray() << "";
        QTest::newRow("one") << QByteArray("a,b,c") << "1: a|b|c";
        QTest::newRow("line ends") << QByteArray("a,b\r\nc,d\ne,f\n") << "1: a|b; 2: c|d; 3: e|f";
        QTest::newRow("empty lines") << QByteArray("a\n\n\r\nb\n") << "1: a; 4: b";
        QTest::newRow("empty fields") << QByteArray(",a,\n,") << "1: |a|; 2: |";
        QTest::newRow("quotes") << QByteArray("\"a,b\",\"c\"\"d\",\"\"") << "1: a,b|c\"d|";
        QTest::newRow("lines in quotes") << QByteArray("\"a\nb\",c\nd") << "1: a\nb|c; 3: d";
        QTest::newRow("blanks stay") << QByteArray(" a , b") << "1:  a | b";
        QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF\"a\",b") << "1: a|b";
        QTest::newRow("a lone return is text") << QByteArray("a\rb") << "1: a\rb";
        QTest::newRow("zero bytes are text") << QByteArray("a\0b,c", 5) << QString::fromLatin1("1: a\0b|c", 8);
    }
    void reads()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, records);
        const auto read = readCsv({text.constData(), std::size_t(text.size())});
        QVERIFY(read);
        QCOMPARE(inWords(*read), records);
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("line");
        QTest::addColumn<int>("column");
        QTest::addColumn<QString>("message");
        QTest::newRow("no end") << QByteArray("a,b\nc,\"d\ne") << 2 << 1 << "no end";
        QTest::newRow("no end on its line") << QByteArray("a,b\nc,\"d") << 2 << 3 << "no end";
        QTest::newRow("text behind") << QByteArray("\"a\"b") << 1 << 4 << "text after";
        QTest::newRow("quote within") << QByteArray("x\na\xC3\xA4\"b\"") << 2 << 3 << "quote within";
        QTest::newRow("too many fields") << QByteArray(100, ',') << 1 << 100 << "more than 100 fields";
        QTest::newRow("too many records") << QByteArray("a\n").repeated(100'001) << 100'001 << 1 << "100000 records";
        QTest::newRow("too many bytes") << QByteArray((6 << 20) + 1, 'a') << 1 << 1 << "bytes";
    }
    void refuses()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, line);
        QFETCH(int, column);
        QFETCH(QString, message);
        const auto read = readCsv({text.constData(), std::size_t(text.size())});
        QVERIFY(!read);
        QVERIFY2(QString::fromStdString(read.error().message).contains(message), read.error().message.c_str());
        QCOMPARE(read.error().position.line, line);
        QCOMPARE(read.error().position.column, column);
        QVERIFY(!read.error().hint.empty());
    }

    void imports_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("keys");
        QTest::addColumn<QStringList>("warnings"); // line, and part of the message
        const QString key = QString::fromStdString(first);
        const QString known = QString::fromStdString(second);
        QTest::newRow("the least") << "Name,Key\na," + key << QStringList{"new1 a on"} << QStringList{};
        QTest::newRow("all columns") << "name,key,description,Enabled,usageplanIds\na," + key +
                                            ",\"An imported key\",TRUE,\"gold,silver\""
                                     << QStringList{"new1 a An imported key on gold+silver"} << QStringList{};
        QTest::newRow("other order, other columns, other letters")
            << "ENABLED,color,KEY,NAME\nFalse,red," + key + ",a" << QStringList{"new1 a off"} << QStringList{};
        QTest::newRow("blanks around") << " Name , Key , UsagePlanIds\n a , " + key + " ,\" gold , gold,,\""
                                       << QStringList{"new1 a on gold"} << QStringList{};
        QTest::newRow("a known key is overwritten")
            << "Name,Key\nb," + known << QStringList{"known b on known"} << QStringList{};
        QTest::newRow("twice in one file") << "Name,Key,Enabled\na," + key + ",\nb," + key + ",false"
                                           << QStringList{"new1 b off"} << QStringList{"3 takes its place"};
        QTest::newRow("only a header") << "Name,Key" << QStringList{} << QStringList{};
        QTest::newRow("lines that make no key")
            << "Name,Key,Enabled\n," + key + "\na,short\nb," + key + ",maybe\nc\nd," + key.chopped(1) + " x\ne," + key +
                   key + key + key + key + key + key + "\n" + QString(1025, 'n') + "," + key + "\nf," + key
            << QStringList{"new1 f on"}
            << QStringList{"2 no name",   "3 20 to 128", "4 TRUE nor FALSE", "5 20 to 128", "6 20 to 128",
                           "7 20 to 128", "8 1024"};
        QTest::newRow("plans that are not there") << "Name,Key,UsagePlanIds\n\"a\nb\"," + key + ",\"gold,bronze\""
                                                  << QStringList{"new1 a b on gold"} << QStringList{"2 \"bronze\""};
    }
    void imports()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, keys);
        QFETCH(QStringList, warnings);
        const auto imported = importApiKeys(text.toStdString(), project());
        QVERIFY(imported);
        QStringList found;
        for (const ImportedApiKey& key : imported->keys)
            found << inWords(key);
        QCOMPARE(found, keys);
        QCOMPARE(imported->warnings.size(), std::size_t(warnings.size()));
        for (int i = 0; i < warnings.size(); ++i) {
            const Diagnostic& warning = imported->warnings[std::size_t(i)];
            QCOMPARE(warning.position.line, warnings[i].section(' ', 0, 0).toInt());
            QVERIFY2(QString::fromStdString(warning.message).contains(warnings[i].section(' ', 1)),
                     warning.message.c_str());
            QVERIFY(warning.severity == Severity::Warning && !warning.hint.empty());
            QVERIFY(warning.message.find(first) == std::string::npos);
        }
    }

    void refusesFiles_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("message");
        QTest::newRow("empty") << ""
                               << "empty";
        QTest::newRow("no Name") << "Key,Description\nx,y"
                                 << "\"Name\"";
        QTest::newRow("no Key") << "Name\na"
                                << "\"Key\"";
        QTest::newRow("Key twice") << "Name,Key,key\na,b,c"
                                   << "twice";
        QTest::newRow("no CSV") << "Name,Key\n\"a"
                                << "no end";
    }
    void refusesFiles()
    {
        QFETCH(QString, text);
        QFETCH(QString, message);
        const auto imported = importApiKeys(text.toStdString(), project());
        QVERIFY(!imported);
        QVERIFY2(QString::fromStdString(imported.error().message).contains(message), imported.error().message.c_str());
        QVERIFY(!imported.error().hint.empty());
    }
};

QTEST_APPLESS_MAIN(TestApiKeyCsv)
#include "tst_api_key_csv.moc"
