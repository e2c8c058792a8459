// Patching texts: the cases of tests/data/patch, byte for byte.
//
// A case file holds cases, each as
//     === name
//     text
//     --- edit
//     set /pointer JSON | remove /pointer | rename /pointer key | insert /pointer/index JSON | move /pointer index
//     crlf | bom | no-final-newline          (how both texts are to be understood)
//     --- expect                             (or "--- refuse" with words of the message)
//     text
// GW_UPDATE_GOLDEN=1 writes what the program gives into the files; review it as code.
#include "core/json/patch.h"

#include <QDirIterator>
#include <QFile>
#include <QTest>

#include <algorithm>

using namespace gw;
using namespace gw::json;

namespace {

struct Case
{
    QByteArray name;
    QByteArray text;
    QByteArray edits;
    QByteArray verdict; // "expect" or "refuse"
    QByteArray expected;
};

QByteArray readAll(const QString& path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

std::vector<Case> readCases(const QByteArray& file)
{
    std::vector<Case> cases;
    QByteArray* part = nullptr;
    for (const QByteArray& line : file.split('\n')) {
        if (line.startsWith("=== ")) {
            cases.push_back({line.mid(4), {}, {}, "expect", {}});
            part = &cases.back().text;
        } else if (line == "--- edit") {
            part = &cases.back().edits;
        } else if (line == "--- expect" || line == "--- refuse") {
            cases.back().verdict = line.mid(4);
            part = &cases.back().expected;
        } else if (part) {
            *part += line + '\n';
        }
    }
    if (!cases.empty())
        cases.back().expected.chop(1); // what split() gives behind the last line break
    return cases;
}

QByteArray writeCases(const std::vector<Case>& cases)
{
    QByteArray file;
    for (const Case& c : cases)
        file += "=== " + c.name + '\n' + c.text + "--- edit\n" + c.edits + "--- " + c.verdict + '\n' + c.expected;
    return file;
}

QByteArray understood(QByteArray text, const QByteArray& edits)
{
    const auto has = [&](const char* word) { return edits.split('\n').contains(word); };
    if (has("no-final-newline"))
        text.chop(1);
    if (has("crlf"))
        text.replace("\n", "\r\n");
    if (has("bom"))
        text.prepend("\xEF\xBB\xBF");
    return text;
}

std::string unescaped(QByteArray token)
{
    return token.replace("~1", "/").replace("~0", "~").toStdString();
}

struct Target
{
    Value* parent;
    std::string key;
    std::size_t index() const
    {
        if (parent->isArray())
            return std::stoul(key);
        const Object& members = parent->asObject();
        const auto found = std::find_if(members.begin(), members.end(), [&](const Member& m) { return m.key == key; });
        return std::size_t(found - members.begin());
    }
};

Target targetOf(Value& root, const QByteArray& pointer)
{
    const auto slash = pointer.lastIndexOf('/');
    const Value* parent = root.at(pointer.left(slash).toStdString());
    return {const_cast<Value*>(parent), unescaped(pointer.mid(slash + 1))};
}

template <typename Items>
void moveItem(Items& items, std::size_t from, std::size_t to)
{
    auto item = std::move(items[from]);
    items.erase(items.begin() + std::ptrdiff_t(from));
    items.insert(items.begin() + std::ptrdiff_t(to), std::move(item));
}

void applyEdit(Value& root, const QByteArray& line)
{
    const QByteArray verb = line.left(line.indexOf(' '));
    const QByteArray rest = line.mid(verb.size() + 1);
    const QByteArray pointer = rest.split(' ').first();
    const QByteArray argument = rest.mid(pointer.size() + 1);
    if (verb == "set" && pointer.isEmpty()) {
        root = readJson(argument.toStdString()).value();
        return;
    }
    const Target target = targetOf(root, pointer);
    QVERIFY2(target.parent, line);
    Value& parent = *target.parent;
    if (verb == "set" && parent.isArray())
        parent.asArray().at(target.index()) = readJson(argument.toStdString()).value();
    else if (verb == "set")
        parent.set(target.key, readJson(argument.toStdString()).value());
    else if (verb == "remove" && parent.isArray())
        parent.asArray().erase(parent.asArray().begin() + std::ptrdiff_t(target.index()));
    else if (verb == "remove")
        QVERIFY2(parent.remove(target.key), line);
    else if (verb == "rename")
        parent.asObject().at(target.index()).key = argument.toStdString();
    else if (verb == "insert")
        parent.asArray().insert(parent.asArray().begin() + std::ptrdiff_t(target.index()),
                                readJson(argument.toStdString()).value());
    else if (verb == "move" && parent.isArray())
        moveItem(parent.asArray(), target.index(), argument.toULong());
    else if (verb == "move")
        moveItem(parent.asObject(), target.index(), argument.toULong());
    else
        QFAIL(line);
}

QByteArray said(const Diagnostic& d)
{
    return QByteArray::fromStdString(toString(d) + " | " + d.hint);
}

} // namespace

class TestPatch : public QObject
{
    Q_OBJECT

private slots:
    void patchesByteForByte_data();
    void patchesByteForByte();
    void unchangedIsUnchanged();
    void textAndTreeMustBelongTogether();
};

void TestPatch::patchesByteForByte_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("index");
    QDirIterator files(GW_TEST_DATA "/patch", {"*.txt"}, QDir::Files);
    while (files.hasNext()) {
        const QString file = files.next();
        const auto cases = readCases(readAll(file));
        for (int i = 0; i < int(cases.size()); ++i)
            QTest::addRow("%s: %s", qPrintable(files.fileName()), cases[std::size_t(i)].name.constData()) << file << i;
    }
}

void TestPatch::patchesByteForByte()
{
    QFETCH(QString, file);
    QFETCH(int, index);
    std::vector<Case> cases = readCases(readAll(file));
    Case& c = cases[std::size_t(index)];
    const std::string text = understood(c.text, c.edits).toStdString();
    const Syntax syntax = detectSyntax(text);
    const auto loaded = read(text, syntax);
    QVERIFY2(loaded, loaded ? "" : said(loaded.error()));
    Value wanted = *loaded;
    for (const QByteArray& line : c.edits.split('\n'))
        if (line.contains(' '))
            applyEdit(wanted, line);
    QVERIFY(!(wanted == *loaded));

    const auto patched = patchText(text, syntax, *loaded, wanted);
    if (c.verdict == "refuse") {
        QVERIFY2(!patched, patched ? patched->c_str() : "");
        QVERIFY2(said(patched.error()).contains(c.expected.trimmed()), said(patched.error()));
        QVERIFY(patched.error().position.line > 0 || patched.error().message.starts_with("The change cannot"));
        return;
    }
    QVERIFY2(patched, patched ? "" : said(patched.error()));
    const QByteArray result = QByteArray::fromStdString(*patched);
    if (qEnvironmentVariableIsSet("GW_UPDATE_GOLDEN")) {
        c.expected = result;
        c.expected.replace("\r\n", "\n").replace("\xEF\xBB\xBF", "");
        if (c.edits.split('\n').contains("no-final-newline"))
            c.expected += '\n';
        QFile out(file);
        QVERIFY(out.open(QFile::WriteOnly));
        out.write(writeCases(cases));
        return;
    }
    QCOMPARE(result, understood(c.expected, c.edits));
}

void TestPatch::unchangedIsUnchanged()
{
    const std::string text = "a:   1 # c\r\n\r\nb: [ x ,y ]";
    const Value loaded = readYaml(text).value();
    QCOMPARE(patchText(text, Syntax::Yaml, loaded, loaded).value(), text);
}

void TestPatch::textAndTreeMustBelongTogether()
{
    const Value loaded = readYaml("a: 1\nb: 2\n").value();
    Value wanted = loaded;
    wanted.set("b", 3);
    QVERIFY(!patchText("a: 1\n", Syntax::Yaml, loaded, wanted));
    QVERIFY(!patchText("a: 1\nc: 2\n", Syntax::Yaml, loaded, wanted));
}

QTEST_GUILESS_MAIN(TestPatch)
#include "tst_patch.moc"
