// Patching texts: cases of tests/data/patch (before, edits, after, byte for byte), random edits of random documents and
// of the conformance documents, and how the cost grows.
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
#include <chrono>
#include <random>

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
    void randomEditsOfRandomDocuments_data();
    void randomEditsOfRandomDocuments();
    void randomEditsOfConformanceDocuments_data();
    void randomEditsOfConformanceDocuments();
    void descriptionInTheLargestDocument();
    void costFollowsTheSize_data();
    void costFollowsTheSize();
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

namespace {

// Random documents and edits. The same seed gives the same run everywhere: only std::mt19937 itself is used.
class Chance
{
public:
    explicit Chance(unsigned seed) : m_random(seed) {}
    std::size_t below(std::size_t n) { return m_random() % n; }
    bool one(std::size_t in) { return below(in) == 0; }

    std::string text()
    {
        static const char* const parts[] = {"a",  "Pets", " ",  ": ", "#",   " #", "\n", "\n\n", "é",      "😀", "'",
                                            "\"", "\\",   "- ", "{",  "}",   "[",  ",",  "1",    "true",   "/", "\t",
                                            "*",  "&",    "!",  "|",  "yes", "~",  ".",  "  ",   "\u0085", "%"};
        std::string text;
        for (std::size_t i = below(6); i > 0; --i)
            text += parts[below(std::size(parts))];
        return text;
    }

    Value value(int depth)
    {
        switch (below(depth > 0 ? 9 : 5)) {
        case 0:
            return {};
        case 1:
            return one(2);
        case 2:
            return Number{std::to_string(below(1000)) + (one(2) ? ".50" : "")};
        case 3:
        case 4:
            return text();
        case 5:
        case 6: {
            Value array = Value::array();
            for (std::size_t i = below(5); i > 0; --i)
                array.asArray().push_back(value(depth - 1));
            return array;
        }
        default: {
            Value object = Value::object();
            for (std::size_t i = below(6); i > 0; --i)
                object.set(text() + std::to_string(below(100)), value(depth - 1));
            return object;
        }
        }
    }

    // Changes something below `value`, mostly deep inside.
    void edit(Value& value)
    {
        const std::size_t size = value.isObject()  ? value.asObject().size()
                                 : value.isArray() ? value.asArray().size()
                                                   : 0;
        if (size > 0 && !one(4)) {
            const std::size_t i = below(size);
            return edit(value.isObject() ? value.asObject()[i].value : value.asArray()[i]);
        }
        if (value.isObject())
            editItems(value.asObject(), Member{text() + std::to_string(below(1000)), this->value(2), {}});
        else if (value.isArray())
            editItems(value.asArray(), this->value(2));
        else
            value = this->value(2);
        if (value.isObject() && !value.asObject().empty() && one(6))
            value.asObject()[below(value.asObject().size())].key = text() + "renamed";
    }

private:
    template <typename Items, typename Item>
    void editItems(Items& items, Item item)
    {
        const auto at = items.begin() + std::ptrdiff_t(below(items.size() + 1));
        switch (below(5)) {
        case 0:
        case 1:
            items.insert(at, std::move(item));
            break;
        case 2:
            if (at != items.end())
                *at = std::move(item);
            break;
        case 3:
            if (at != items.end())
                items.erase(at);
            break;
        default:
            if (at != items.end())
                moveItem(items, std::size_t(at - items.begin()), below(items.size()));
        }
    }

    std::mt19937 m_random;
};

// Aliases, anchors and short tags may be refused; every other edit has to succeed.
bool mayBeRefused(const std::string& text)
{
    return text.find("&") != std::string::npos || text.find("!") != std::string::npos;
}

void checkRandomEdit(const std::string& text, Syntax syntax, Chance& chance, int edits)
{
    const auto loaded = read(text, syntax);
    QVERIFY2(loaded, loaded ? "" : said(loaded.error()) + '\n' + text.c_str());
    Value wanted = *loaded;
    for (int i = 0; i < edits; ++i)
        chance.edit(wanted);
    const auto patched = patchText(text, syntax, *loaded, wanted);
    if (!patched && mayBeRefused(text))
        return;
    QVERIFY2(patched,
             qPrintable(QString::fromStdString("%1\n%2\n%3")
                            .arg(patched ? "" : said(patched.error()), text.c_str(), writeJson(wanted).c_str())));
    const auto again = read(*patched, syntax);
    QVERIFY2(again && *again == wanted, patched->c_str());
}

} // namespace

void TestPatch::randomEditsOfRandomDocuments_data()
{
    QTest::addColumn<int>("style");
    QTest::newRow("json compact") << 0;
    QTest::newRow("json pretty") << 1;
    QTest::newRow("json tabs") << 2;
    QTest::newRow("yaml") << 3;
    QTest::newRow("yaml by four, windows") << 4;
    QTest::newRow("json as yaml") << 5;
}

void TestPatch::randomEditsOfRandomDocuments()
{
    QFETCH(int, style);
    Chance chance(unsigned(7 + style));
    for (int i = 0; i < 1500; ++i) {
        const Value document = chance.value(4);
        QByteArray text;
        if (style == 0 || style == 5)
            text = QByteArray::fromStdString(writeJson(document));
        else if (style < 3)
            text = QByteArray::fromStdString(writeJsonPretty(document, style == 1 ? 2 : 1));
        else
            text = QByteArray::fromStdString(writeYaml(document, style == 3 ? 2 : 4));
        if (style == 2)
            text.replace("\n ", "\n\t");
        if (style == 4)
            text.replace("\n", "\r\n");
        if (style == 5 && !readYaml(text.toStdString()))
            continue; // YAML forbids some characters that JSON may hold unescaped
        checkRandomEdit(text.toStdString(), style < 3 ? Syntax::Json : Syntax::Yaml, chance, 1 + i % 4);
        if (QTest::currentTestFailed())
            return;
    }
}

void TestPatch::randomEditsOfConformanceDocuments_data()
{
    QTest::addColumn<QString>("file");
    const QString folder = qEnvironmentVariable("GATEWRIGHT_CASES") + "/openapi";
    if (!QDir(folder).exists())
        QSKIP("GATEWRIGHT_CASES does not name the conformance cases.");
    QDirIterator files(folder, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString file = files.next();
        if (files.fileName() != "index.json")
            QTest::newRow(qPrintable(files.fileName())) << file;
    }
}

namespace {

// Lines of the old text that stand in the new one, in order, from the front and from the back.
int linesTouched(const QByteArray& before, const QByteArray& after)
{
    const auto a = before.split('\n');
    const auto b = after.split('\n');
    const auto least = std::min(a.size(), b.size());
    qsizetype same = 0;
    while (same < least && a[same] == b[same])
        ++same;
    qsizetype tail = 0;
    while (tail < least - same && a[a.size() - 1 - tail] == b[b.size() - 1 - tail])
        ++tail;
    return int(a.size() - same - tail);
}

} // namespace

void TestPatch::randomEditsOfConformanceDocuments()
{
    QFETCH(QString, file);
    const QByteArray before = readAll(file);
    const std::string text = before.toStdString();
    const Syntax syntax = detectSyntax(text);
    const auto loaded = read(text, syntax);
    if (!loaded) {
        QVERIFY2(loaded.error().position.line > 0 && !loaded.error().hint.empty(), said(loaded.error()));
        return;
    }
    Chance chance(2);
    const int rounds = text.size() > 100'000 ? 5 : 40;
    for (int i = 0; i < rounds && !QTest::currentTestFailed(); ++i)
        checkRandomEdit(text, syntax, chance, 1);

    // Scalars, one at a time: no line but their own changes.
    std::vector<Value*> scalars;
    Value wanted = *loaded;
    const auto collect = [&](const auto& self, Value& value) -> void {
        if (syntax == Syntax::Yaml && text.substr(value.range().begin, 1) == "!")
            return;
        if (value.isObject())
            for (Member& member : value.asObject())
                self(self, member.value);
        else if (value.isArray())
            for (Value& element : value.asArray())
                self(self, element);
        else
            scalars.push_back(&value);
    };
    collect(collect, wanted);
    for (int i = 0; i < rounds && !scalars.empty(); ++i) {
        Value& scalar = *scalars[chance.below(scalars.size())];
        const Value old = std::exchange(scalar, Value("changed: \"it\""));
        const auto patched = patchText(text, syntax, *loaded, wanted);
        const int own =
            int(before.mid(int(old.range().begin), int(old.range().end - old.range().begin)).count('\n')) + 1;
        scalar = old;
        if (!patched && mayBeRefused(text))
            continue;
        QVERIFY2(patched, patched ? "" : said(patched.error()));
        QVERIFY(linesTouched(before, QByteArray::fromStdString(*patched)) <= own);
    }
}

void TestPatch::descriptionInTheLargestDocument()
{
    const QString folder = qEnvironmentVariable("GATEWRIGHT_CASES") + "/openapi";
    QString largest;
    qint64 size = 0;
    QDirIterator files(folder, {"*.yaml", "*.yml", "*.json"}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        files.next();
        if (files.fileInfo().size() > size && files.fileName() != "index.json") {
            size = files.fileInfo().size();
            largest = files.filePath();
        }
    }
    if (largest.isEmpty())
        QSKIP("GATEWRIGHT_CASES does not name the conformance cases.");
    const QByteArray before = readAll(largest);
    const Syntax syntax = detectSyntax(before.toStdString());
    const Value loaded = read(before.toStdString(), syntax).value();
    Value wanted = loaded;
    Value* description = nullptr;
    const auto find = [&](const auto& self, Value& value) -> void {
        if (value.isObject())
            for (Member& member : value.asObject()) {
                if (member.key == "description" && member.value.isString())
                    description = &member.value;
                self(self, member.value);
            }
        else if (value.isArray())
            for (Value& element : value.asArray())
                self(self, element);
    };
    find(find, wanted);
    QVERIFY(description);
    const TextRange range = description->range();
    *description = "A new description.";
    const auto patched = patchText(before.toStdString(), syntax, loaded, wanted);
    QVERIFY2(patched, patched ? "" : said(patched.error()));
    QVERIFY(patched->starts_with(before.left(int(range.begin)).toStdString()));
    QVERIFY(patched->ends_with(before.mid(int(range.end)).toStdString()));
    QVERIFY(patched->size() <= std::size_t(before.size()) - (range.end - range.begin) + 22);
}

void TestPatch::costFollowsTheSize_data()
{
    QTest::addColumn<bool>("json");
    QTest::newRow("json") << true;
    QTest::newRow("yaml") << false;
}

void TestPatch::costFollowsTheSize()
{
    QFETCH(bool, json);
    const auto seconds = [&](int paths) {
        Value document = Value::object();
        Value all = Value::object();
        for (int i = 0; i < paths; ++i) {
            Value item = Value::object();
            Value get = Value::object();
            get.set("summary", "Lists things: number " + std::to_string(i));
            get.set("tags", Array{"a", "b"});
            item.set("get", std::move(get));
            all.asObject().push_back({"/things" + std::to_string(i), std::move(item), {}});
        }
        document.set("paths", std::move(all));
        const std::string text = json ? writeJsonPretty(document) : writeYaml(document);
        const Syntax syntax = json ? Syntax::Json : Syntax::Yaml;
        const Value loaded = read(text, syntax).value();
        Value wanted = loaded;
        Object& members = wanted.find("paths")->asObject();
        members[members.size() / 2].value.find("get")->set("summary", "New");
        members.erase(members.begin() + 3);
        members.push_back({"/new", Value("x"), {}});
        double best = 1e9;
        for (int run = 0; run < 3; ++run) {
            const auto begin = std::chrono::steady_clock::now();
            const auto patched = patchText(text, syntax, loaded, wanted);
            best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
            if (!patched)
                return 1e9;
        }
        qInfo("%.2f MB: %.1f ms", double(text.size()) / 1e6, best * 1e3);
        return best;
    };
    const double small = seconds(2'000);
    const double large = seconds(16'000);
    QVERIFY(large < small * 8 * 4); // eight times the text; quadratic would be 64 times the time
}

QTEST_GUILESS_MAIN(TestPatch)
#include "tst_patch.moc"
