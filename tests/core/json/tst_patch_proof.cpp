// Proving edits by the parts they stand in: whatever is taken for proven reads as wanted when the whole text is read,
// and usual edits of large documents are proven, so that nobody waits for the whole.
#include "core/json/patch_proof.h"

#include <QTest>

#include <random>

using namespace gw;
using namespace gw::json;

class TestPatchProof : public QObject
{
    Q_OBJECT

private slots:
    void provesWhatReadsAsWanted_data();
    void provesWhatReadsAsWanted();
    void neverProvesWhatReadsOtherwise_data();
    void neverProvesWhatReadsOtherwise();
    void provesNoRandomLie_data();
    void provesNoRandomLie();
};

namespace {

constexpr std::size_t nothingAtOnce = 1; // every level is taken apart, however small

constexpr const char* blockText = "openapi: 3.0.1\n"
                                  "# the paths\n"
                                  "paths:\n"
                                  "  # pets\n"
                                  "  /pets:\n"
                                  "    get:\n"
                                  "      summary: All\n"
                                  "      tags: [a, b]\n"
                                  "      description: |\n"
                                  "        two\n"
                                  "        lines\n"
                                  "    post:\n"
                                  "      summary: 'New'\n"
                                  "  /owners:\n"
                                  "    get:\n"
                                  "      parameters:\n"
                                  "        - name: limit\n"
                                  "          in: query\n"
                                  "      summary: Owners\n"
                                  "  /empty:\n"
                                  "components:\n"
                                  "  schemas:\n"
                                  "    Pet: {type: object}\n";

constexpr const char* jsonText = "{\"openapi\": \"3.0.1\", \"paths\": {\n"
                                 "  \"/pets\": {\"get\": {\"summary\": \"All\", \"tags\": [\"a\", \"b\"]},\n"
                                 "            \"post\": {\"summary\": \"New\"}},\n"
                                 "  \"/owners\": {\"get\": {\"parameters\": [{\"name\": \"limit\"}]}}\n"
                                 "}, \"components\": {}}";

struct Reading
{
    std::string text;
    Syntax syntax = Syntax::Yaml;
    Value loaded;
};

Reading reading(const char* text)
{
    const Syntax syntax = detectSyntax(text);
    return {text, syntax, read(text, syntax).value()};
}

// `what`, which stands once in the text, becomes `by`.
TextEdit replacing(const std::string& text, const std::string& what, const std::string& by)
{
    const std::size_t at = text.find(what);
    Q_ASSERT(at != std::string::npos && text.find(what, at + 1) == std::string::npos);
    return {at, at + what.size(), by};
}

QByteArray shown(const std::string& text)
{
    return QByteArray::fromStdString(text);
}

} // namespace

void TestPatchProof::provesWhatReadsAsWanted_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("what");
    QTest::addColumn<QByteArray>("by");
    const auto yaml = [](const char* name, const char* what, const char* by) {
        QTest::newRow(name) << QByteArray(blockText) << QByteArray(what) << QByteArray(by);
    };
    yaml("scalar", "All", "Everything");
    yaml("scalar in a list", "limit", "offset");
    yaml("key", "  /owners:", "  /people:");
    yaml("key of the root", "components:", "x-components:");
    yaml("flow", "[a, b]", "[a, b, c]");
    yaml("text of lines", "        two\n", "        two\n\n          three\n");
    yaml("new last member", "    post:\n      summary: 'New'\n", "    post:\n      summary: 'New'\n    put: {}\n");
    yaml("new first path", "  # pets\n", "  /first: {}\n  # pets\n");
    yaml("new path at the end", "  /empty:\n", "  /empty:\n  /last:\n    get: {summary: Last}\n");
    yaml("path taken out",
         "  /owners:\n    get:\n      parameters:\n        - name: limit\n          in: query\n"
         "      summary: Owners\n",
         "");
    yaml("value of a member without one", "  /empty:\n", "  /empty:\n    get: {}\n");
    yaml("last line", "{type: object}", "{type: array}");
    const auto json = [](const char* name, const char* what, const char* by) {
        QTest::newRow(name) << QByteArray(jsonText) << QByteArray(what) << QByteArray(by);
    };
    json("json scalar", "\"All\"", "\"Everything\"");
    json("json key", "\"/owners\":", "\"/people\":");
    json("json element", "[\"a\", \"b\"]", "[\"a\", \"c\", \"b\"]");
    json("json first member", "{\"get\": {\"parameters\"", "{\"put\": {}, \"get\": {\"parameters\"");
    json("json member taken out", "\"summary\": \"All\", ", "");
    json("json last member taken out", ", \"components\": {}", "");
}

void TestPatchProof::provesWhatReadsAsWanted()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, what);
    QFETCH(QByteArray, by);
    const Reading before = reading(text.constData());
    const PatchSource source(before.text, before.syntax);
    const std::vector<TextEdit> edits{replacing(before.text, what.toStdString(), by.toStdString())};
    const std::string patched = withEdits(source, edits, 0, before.text.size());
    const auto wanted = read(patched, before.syntax);
    QVERIFY2(wanted, shown(patched));
    QVERIFY(isProven(source, edits, before.loaded, *wanted));
    QVERIFY(isProven(source, edits, before.loaded, *wanted, nothingAtOnce));
    QVERIFY(!isProven(source, edits, before.loaded, before.loaded, nothingAtOnce));
}

void TestPatchProof::neverProvesWhatReadsOtherwise_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("what");
    QTest::addColumn<QByteArray>("by");
    QTest::addColumn<QByteArray>("alike"); // reads, where `what` stood, as the edit would if it were alone
    const auto row = [](const char* name, const char* text, const char* what, const char* by, const char* alike) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(what) << QByteArray(by) << QByteArray(alike);
    };
    row("an anchor changes where its alias stands", "a: &x\n  n: 1\nb: *x\nc: 3\n", "n: 1", "n: 2", "");
    row("a document marker", "a: 1\nb: 2\nc: 3\n", "b: 2", "---\nb: 4", "b: 4");
    row("an end of the document", "a: 1\nb: 2\nc: 3\n", "b: 2", "b: 4\n...", "b: 4");
    row("the next line is drawn up", "a: 1\nb: 2\nc: 3\n", "b: 2\n", "b: 4 ", "b: 4\n");
    row("a comment becomes text", "a: |\n  text\nb: 2\nc: 3\n", "b: 2\n", "  # more\n", "");
    row("a blank line is kept", "a: |+\n  text\nb: 2\nc: 3\n", "b: 2\n", "\n", "");
    row("another column", "a:\n  b: 1\n  c: 2\n", "  c: 2", "   c: 2", "");
    row("a flow in the place of a member", "a: 1\nb: 2\nc: 3\n", "b: 2", "{b: 4}", "b: 4");
    row("a tag above a member", "a: 1\nb: 2\nc: 3\n", "b: 2", "!T\nb: 4", "b: 4");
    row("an open bracket", "{\"a\": 1, \"b\": 2, \"c\": 3}", "\"b\": 2", "\"b\": 4}, {\"d\": 5", "\"b\": 4");
    row("nothing between commas", "{\"a\": 1, \"b\": 2, \"c\": 3}", "\"b\": 2", "", "\"b\": 2");
    row("two commas", "[[1, 2, 3], 4]", "2", "2,", "2");
}

void TestPatchProof::neverProvesWhatReadsOtherwise()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, what);
    QFETCH(QByteArray, by);
    QFETCH(QByteArray, alike);
    const Reading before = reading(text.constData());
    const PatchSource source(before.text, before.syntax);
    const std::vector<TextEdit> edits{replacing(before.text, what.toStdString(), by.toStdString())};
    const auto wanted = read(QByteArray(text).replace(what, alike).toStdString(), before.syntax);
    const auto real = read(withEdits(source, edits, 0, before.text.size()), before.syntax);
    for (const std::size_t atOnce : {nothingAtOnce, smallRun})
        if (wanted && !(real && *real == *wanted))
            QVERIFY(!isProven(source, edits, before.loaded, *wanted, atOnce));
    if (before.text.find('&') != std::string::npos) {
        Value oneOnly = before.loaded;
        oneOnly.find("a")->set("n", 2);
        QVERIFY(!isProven(source, edits, before.loaded, oneOnly, nothingAtOnce));
    }
}

void TestPatchProof::provesNoRandomLie_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("yaml") << QByteArray(blockText);
    QTest::newRow("json") << QByteArray(jsonText);
}

// Random edits, most of them nonsense: what is proven by parts must read so as a whole. `wanted` is what the text would
// say; or, to tempt, what it would say with the edit in another place.
void TestPatchProof::provesNoRandomLie()
{
    QFETCH(QByteArray, text);
    const Reading before = reading(text.constData());
    const PatchSource source(before.text, before.syntax);
    const std::vector<std::string> parts = {
        "",   "\n",     "  ", "    ",   "x: 1\n", "\n  x: 1", "# c",   "\n      # c\n", "- a", "[",  "]",   "{",
        "}",  "'",      "\"", ": ",     ",",      "|",        "---\n", "\n...",         "&a ", "*a", "!t ", "%",
        "\t", "\"x\":", "1",  "\"b\",", "\u0085", "? ",       "/p:\n"};
    std::mt19937 random(11);
    const auto below = [&random](std::size_t n) { return std::size_t(random() % n); };
    int proven = 0;
    for (int round = 0; round < 5'000; ++round) {
        std::vector<TextEdit> edits;
        std::size_t at = 0;
        for (std::size_t count = 1 + below(2); count > 0 && at < before.text.size(); --count) {
            const std::size_t begin = at + below(before.text.size() - at);
            const std::size_t end = std::min(begin + below(4) * below(12), before.text.size());
            edits.push_back({begin, end, parts[below(parts.size())] + parts[below(parts.size())]});
            at = end;
        }
        const auto real = read(withEdits(source, edits, 0, before.text.size()), before.syntax);
        for (const std::size_t atOnce : {nothingAtOnce, smallRun}) {
            if (real && isProven(source, edits, before.loaded, *real, atOnce))
                ++proven;
            // A lie: the text says something else than what the members read alone would make of it.
            std::vector<TextEdit> others = edits;
            others.front().text = "lie";
            const auto lie = read(withEdits(source, others, 0, before.text.size()), before.syntax);
            if (lie && !(real && *real == *lie))
                QVERIFY2(!isProven(source, edits, before.loaded, *lie, atOnce),
                         shown(withEdits(source, edits, 0, before.text.size())));
            if (!(real && *real == before.loaded))
                QVERIFY2(!isProven(source, edits, before.loaded, before.loaded, atOnce),
                         shown(withEdits(source, edits, 0, before.text.size())));
        }
    }
    QVERIFY2(proven > 250, QByteArray::number(proven));
}

QTEST_GUILESS_MAIN(TestPatchProof)
#include "tst_patch_proof.moc"
