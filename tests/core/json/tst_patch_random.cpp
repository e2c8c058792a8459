// Patching texts: random edits of random documents and of the conformance documents read back as wanted and leave other
// lines alone; a description in the largest of them; and how the cost grows.
#include "core/json/patch.h"

#include <QDirIterator>
#include <QFile>
#include <QTest>

#include <algorithm>
#include <random>

using namespace gw;
using namespace gw::json;

class TestPatchRandom : public QObject
{
    Q_OBJECT

private slots:
    void randomEditsOfRandomDocuments_data();
    void randomEditsOfRandomDocuments();
    void randomEditsOfConformanceDocuments_data();
    void randomEditsOfConformanceDocuments();
    void descriptionInTheLargestDocument();
};

namespace {

QByteArray readAll(const QString& path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray said(const Diagnostic& d)
{
    return QByteArray::fromStdString(toString(d) + " | " + d.hint);
}

template <typename Items>
void moveItem(Items& items, std::size_t from, std::size_t to)
{
    auto item = std::move(items[from]);
    items.erase(items.begin() + std::ptrdiff_t(from));
    items.insert(items.begin() + std::ptrdiff_t(to), std::move(item));
}

} // namespace

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

void TestPatchRandom::randomEditsOfRandomDocuments_data()
{
    QTest::addColumn<int>("style");
    QTest::newRow("json compact") << 0;
    QTest::newRow("json pretty") << 1;
    QTest::newRow("json tabs") << 2;
    QTest::newRow("yaml") << 3;
    QTest::newRow("yaml by four, windows") << 4;
    QTest::newRow("json as yaml") << 5;
}

void TestPatchRandom::randomEditsOfRandomDocuments()
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

void TestPatchRandom::randomEditsOfConformanceDocuments_data()
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

void TestPatchRandom::randomEditsOfConformanceDocuments()
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

void TestPatchRandom::descriptionInTheLargestDocument()
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

QTEST_GUILESS_MAIN(TestPatchRandom)
#include "tst_patch_random.moc"
