// The code editor: what typing does, what is found, and how text from the model comes in.
#include "ui/widgets/bracket_pair.h"
#include "ui/widgets/code_completion.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/find_bar.h"
#include "ui/widgets/segmented.h"

#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextLayout>
#include <QToolButton>
#include <QtTest>

using namespace gw::ui;

class TestCodeEditor : public QObject
{
    Q_OBJECT

private slots:
    void languageOfContentType_data();
    void languageOfContentType();
    void colorsKeysAndStrings_data();
    void colorsKeysAndStrings();
    void breaksLinesWithIndent_data();
    void breaksLinesWithIndent();
    void tabIndentsAndBacktabTakesBack();
    void updateKeepsCursorScrollAndUndo();
    void findsForwardAndAround();
    void escapeClosesFind();
    void marksStayInsideTheText();
    void goesToLineAndColumn();
    void colorsTemplates_data();
    void colorsTemplates();
    void pairsBrackets_data();
    void pairsBrackets();
    void templatesCloseBrackets();
    void completionFollowsTheKeys();
    void completionLeavesTheFocusAlone();
    void segmentsAreExclusive();
    void emptyStateButtons();
};

namespace {

QColor colorAt(const QPlainTextEdit& editor, int position)
{
    const QTextBlock block = editor.document()->findBlock(position);
    for (const QTextLayout::FormatRange& range : block.layout()->formats()) {
        const int from = block.position() + range.start;
        if (position >= from && position < from + range.length)
            return range.format.foreground().color();
    }
    return {};
}

} // namespace

void TestCodeEditor::languageOfContentType_data()
{
    using L = CodeEditor::Language;
    QTest::addColumn<QString>("type");
    QTest::addColumn<int>("language");
    QTest::newRow("json") << "application/json" << int(L::Json);
    QTest::newRow("suffix") << "application/problem+json; charset=utf-8" << int(L::Json);
    QTest::newRow("upper case") << "TEXT/HTML" << int(L::Html);
    QTest::newRow("xml") << "application/atom+xml" << int(L::Xml);
    QTest::newRow("yaml") << "application/x-yaml" << int(L::Yaml);
    QTest::newRow("plain") << "text/plain" << int(L::Plain);
    QTest::newRow("empty") << "" << int(L::Plain);
    QTest::newRow("nonsense") << ";;;" << int(L::Plain);
}

void TestCodeEditor::languageOfContentType()
{
    QFETCH(QString, type);
    QFETCH(int, language);
    QCOMPARE(int(CodeEditor::languageOf(type)), language);
}

void TestCodeEditor::colorsKeysAndStrings_data()
{
    using L = CodeEditor::Language;
    QTest::addColumn<int>("language");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("part");
    QTest::addColumn<int>("token");
    QTest::newRow("json key") << int(L::Json) << "{\"name\": \"Rex\"}"
                              << "name" << int(Color::SyntaxKey);
    QTest::newRow("json string") << int(L::Json) << "{\"name\": \"Rex\"}"
                                 << "Rex" << int(Color::SyntaxString);
    QTest::newRow("json number") << int(L::Json) << "{\"n\": 42}"
                                 << "42" << int(Color::SyntaxNumber);
    QTest::newRow("json word") << int(L::Json) << "{\"n\": true}"
                               << "true" << int(Color::SyntaxKeyword);
    QTest::newRow("yaml key") << int(L::Yaml) << "openapi: 3.0.1"
                              << "openapi" << int(Color::SyntaxKey);
    QTest::newRow("yaml comment") << int(L::Yaml) << "a: b # why"
                                  << "why" << int(Color::SyntaxComment);
    QTest::newRow("http method") << int(L::Http) << "GET /pets HTTP/1.1"
                                 << "GET" << int(Color::SyntaxKeyword);
    QTest::newRow("http field") << int(L::Http) << "GET / HTTP/1.1\nHost: x"
                                << "Host" << int(Color::SyntaxKey);
}

void TestCodeEditor::colorsKeysAndStrings()
{
    QFETCH(int, language);
    QFETCH(QString, text);
    QFETCH(QString, part);
    QFETCH(int, token);
    for (const ThemeChoice choice : {ThemeChoice::Light, ThemeChoice::Dark}) {
        const Theme theme(choice);
        CodeEditor editor(theme);
        editor.setLanguage(static_cast<CodeEditor::Language>(language));
        editor.setPlainText(text);
        QTRY_COMPARE(colorAt(editor, int(text.indexOf(part))).name(), theme.color(static_cast<Color>(token)).name());
    }
}

void TestCodeEditor::breaksLinesWithIndent_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::newRow("same depth") << "  a: 1"
                                << "  a: 1\n  ";
    QTest::newRow("deeper after a bracket") << "{"
                                            << "{\n  ";
    QTest::newRow("deeper after a key") << "  paths:"
                                        << "  paths:\n    ";
    QTest::newRow("nothing") << ""
                             << "\n";
}

void TestCodeEditor::breaksLinesWithIndent()
{
    QFETCH(QString, before);
    QFETCH(QString, after);
    const Theme theme(ThemeChoice::Light);
    CodeEditor editor(theme);
    editor.setPlainText(before);
    editor.moveCursor(QTextCursor::End);
    QTest::keyClick(&editor, Qt::Key_Return);
    QCOMPARE(editor.toPlainText(), after);
}

void TestCodeEditor::tabIndentsAndBacktabTakesBack()
{
    const Theme theme(ThemeChoice::Light);
    CodeEditor editor(theme);
    editor.setPlainText("a\nb");
    editor.selectAll();
    QTest::keyClick(&editor, Qt::Key_Tab);
    QCOMPARE(editor.toPlainText(), QString("  a\n  b"));
    QTest::keyClick(&editor, Qt::Key_Backtab);
    QCOMPARE(editor.toPlainText(), QString("a\nb"));
    editor.moveCursor(QTextCursor::End);
    QTest::keyClick(&editor, Qt::Key_Tab); // to the next even column
    QCOMPARE(editor.toPlainText(), QString("a\nb "));
}

void TestCodeEditor::updateKeepsCursorScrollAndUndo()
{
    const Theme theme(ThemeChoice::Light);
    CodeEditor editor(theme);
    editor.resize(300, 200);
    QStringList lines;
    for (int i = 0; i < 200; ++i)
        lines << QString("line %1").arg(i);
    editor.setPlainText(lines.join('\n'));
    editor.show();
    editor.goTo(100, 3);
    const int scroll = editor.verticalScrollBar()->value();
    lines[20] = "changed elsewhere";
    editor.updateText(lines.join('\n'));
    QCOMPARE(editor.toPlainText(), lines.join('\n'));
    QCOMPARE(editor.textCursor().blockNumber(), 99);
    QCOMPARE(editor.verticalScrollBar()->value(), scroll);
    editor.undo();
    QVERIFY(editor.toPlainText().contains("line 20\n"));
}

void TestCodeEditor::findsForwardAndAround()
{
    const Theme theme(ThemeChoice::Light);
    CodeEditor editor(theme);
    editor.setPlainText("pet\nowner\nPet\n");
    editor.show();
    QVERIFY(QTest::qWaitForWindowExposed(&editor));
    QTest::keyClick(&editor, Qt::Key_F, Qt::ControlModifier);
    auto* bar = editor.findChild<FindBar*>();
    QVERIFY(bar->isVisible());
    auto* field = bar->findChild<QLineEdit*>();
    QTest::keyClicks(field, "pet");
    QCOMPARE(bar->matches().size(), 2);
    QCOMPARE(editor.textCursor().blockNumber(), 0);
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(editor.textCursor().blockNumber(), 2);
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(editor.textCursor().blockNumber(), 0);
    QTest::keyClick(field, Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(editor.textCursor().blockNumber(), 2);
    field->setText("nowhere");
    QCOMPARE(bar->matches().size(), 0);
    QCOMPARE(editor.textCursor().blockNumber(), 2);
}

void TestCodeEditor::escapeClosesFind()
{
    const Theme theme(ThemeChoice::Light);
    CodeEditor editor(theme);
    editor.show();
    editor.openFind();
    auto* bar = editor.findChild<FindBar*>();
    QVERIFY(bar->isVisible());
    QTest::keyClick(bar->findChild<QLineEdit*>(), Qt::Key_Escape);
    QVERIFY(!bar->isVisible());
}

void TestCodeEditor::marksStayInsideTheText()
{
    const Theme theme(ThemeChoice::Light);
    CodeEditor editor(theme);
    editor.setPlainText("one\ntwo");
    editor.setMarks(
        {{2, gw::Severity::Error, "wrong"}, {99, gw::Severity::Warning, "nowhere"}, {0, gw::Severity::Info, "no"}});
    QCOMPARE(editor.extraSelections().size(), 2); // the current line and the one mark that has a line
    editor.show();
    QVERIFY(QTest::qWaitForWindowExposed(&editor));
    editor.grab();
}

void TestCodeEditor::goesToLineAndColumn()
{
    const Theme theme(ThemeChoice::Light);
    CodeEditor editor(theme);
    editor.setPlainText("one\ntwo\nthree");
    editor.goTo(2, 3);
    QCOMPARE(editor.textCursor().blockNumber(), 1);
    QCOMPARE(editor.textCursor().positionInBlock(), 2);
    editor.goTo(2, 99);
    QCOMPARE(editor.textCursor().positionInBlock(), 3);
    editor.goTo(99, 1);
    QCOMPARE(editor.textCursor().blockNumber(), 1);
}

void TestCodeEditor::colorsTemplates_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("what"); // its first character is looked at
    QTest::addColumn<int>("color");
    const auto row = [](const char* name, const char* text, const char* what, Color color) {
        QTest::newRow(name) << text << what << int(color);
    };
    row("directive", "#set($a = 1)", "#set", Color::SyntaxKeyword);
    row("reference", "{ \"a\": $input.json('$.x') }", "$input", Color::SyntaxKeyword);
    row("member", "$input.json('$.x')", ".json", Color::SyntaxKey);
    row("quoted path", "$input.json('$.x')", "'$.x'", Color::SyntaxString);
    row("number in a directive", "#if($a == 42)", "42", Color::SyntaxNumber);
    row("comment", "## note $input", "$input", Color::SyntaxComment);
    row("comment of lines", "#* a\n $b *#", "$b", Color::SyntaxComment);
    row("JSON key", "{ \"name\": 1 }", "\"name\"", Color::SyntaxKey);
    row("JSON text", "{ \"name\": \"x\" }", "\"x\"", Color::SyntaxString);
    row("reference in JSON text", "{ \"name\": \"$!{x.y}\" }", "$!{x", Color::SyntaxKeyword);
    row("JSON number", "{ \"n\": 12 }", "12", Color::SyntaxNumber);
    row("JSON after a block", "#if($a)\n{ \"k\": true }\n#end", "\"k\"", Color::SyntaxKey);
    row("end", "#if($a)x#end", "#end", Color::SyntaxKeyword);
    row("braced else", "#if($a)x#{else}y#end", "#{else}", Color::SyntaxKeyword);
}

void TestCodeEditor::colorsTemplates()
{
    QFETCH(QString, text);
    QFETCH(QString, what);
    QFETCH(int, color);
    Theme theme(ThemeChoice::Light);
    CodeEditor editor(theme);
    editor.setLanguage(CodeEditor::Language::Template);
    editor.setPlainText(text);
    QTRY_COMPARE(colorAt(editor, int(text.indexOf(what))), theme.color(static_cast<Color>(color)));
}

void TestCodeEditor::pairsBrackets_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("cursor");
    QTest::addColumn<int>("partner"); // -1: none
    QTest::newRow("after the opening") << "a(b)" << 2 << 3;
    QTest::newRow("before the opening") << "a(b)" << 1 << 3;
    QTest::newRow("after the closing") << "a(b)" << 4 << 1;
    QTest::newRow("nested") << "((a)(b))" << 1 << 7;
    QTest::newRow("other kinds between") << "([{)" << 1 << 3;
    QTest::newRow("over lines") << "{\n a\n}" << 1 << 5;
    QTest::newRow("back over lines") << "{\n a\n}" << 6 << 0;
    QTest::newRow("alone") << "(a" << 1 << -1;
    QTest::newRow("closing alone") << "a)" << 2 << -1;
    QTest::newRow("no bracket") << "abc" << 1 << -1;
    QTest::newRow("empty") << "" << 0 << -1;
}

void TestCodeEditor::pairsBrackets()
{
    QFETCH(QString, text);
    QFETCH(int, cursor);
    QPlainTextEdit editor(text);
    QTextCursor at(editor.document());
    at.setPosition(cursor);
    const auto pair = bracketPairAt(at);
    QTEST(pair ? pair->second : -1, "partner");
}

void TestCodeEditor::templatesCloseBrackets()
{
    Theme theme(ThemeChoice::Light);
    CodeEditor editor(theme);
    editor.setLanguage(CodeEditor::Language::Template);
    QTest::keyClicks(&editor, "#if($a)");
    QCOMPARE(editor.toPlainText(), QStringLiteral("#if($a)"));
    editor.setPlainText("x");
    editor.moveCursor(QTextCursor::Start);
    QTest::keyClicks(&editor, "(");
    QCOMPARE(editor.toPlainText(), QStringLiteral("(x"));
    editor.setLanguage(CodeEditor::Language::Json);
    editor.setPlainText({});
    QTest::keyClicks(&editor, "[");
    QCOMPARE(editor.toPlainText(), QStringLiteral("["));
}

void TestCodeEditor::completionFollowsTheKeys()
{
    Theme theme(ThemeChoice::Light);
    CodeEditor editor(theme);
    CodeCompletion completion(&editor, theme);
    completion.setSource([](const QString& before) -> Completions {
        const auto dollar = before.lastIndexOf('$');
        if (dollar < 0)
            return {};
        const QString typed = before.mid(dollar + 1);
        return {matching({{"input", {}, 0}, {"context", {}, 0}, {"call()", {}, 1}}, typed), int(typed.size())};
    });
    editor.resize(500, 300);
    editor.show();
    QVERIFY(QTest::qWaitForWindowExposed(&editor));
    editor.setFocus();
    QTest::keyClicks(&editor, "ab");
    QVERIFY(!completion.list()->isVisible());
    QTest::keyClicks(&editor, " $");
    QTRY_VERIFY(completion.list()->isVisible());
    QCOMPARE(completion.model()->rowCount(), 3);
    QTest::keyClicks(&editor, "c");
    QTRY_COMPARE(completion.model()->rowCount(), 2);
    QTest::keyClick(&editor, Qt::Key_Down);
    QTest::keyClick(&editor, Qt::Key_Return);
    QVERIFY(!completion.list()->isVisible());
    QCOMPARE(editor.toPlainText(), QStringLiteral("ab $call()"));
    QCOMPARE(editor.textCursor().position(), int(editor.toPlainText().size()) - 1); // between the brackets
    editor.setPlainText("$co");
    editor.moveCursor(QTextCursor::End);
    QTest::keyClick(&editor, Qt::Key_Space, Qt::ControlModifier);
    QVERIFY(completion.list()->isVisible());
    QTest::keyClick(&editor, Qt::Key_Escape);
    QVERIFY(!completion.list()->isVisible());
    QCOMPARE(editor.toPlainText(), QStringLiteral("$co"));
    QTest::keyClick(&editor, Qt::Key_Space, Qt::ControlModifier);
    QTest::mouseClick(completion.list()->viewport(), Qt::LeftButton, {},
                      completion.list()->visualRect(completion.model()->index(0)).center());
    QCOMPARE(editor.toPlainText(), QStringLiteral("$context"));
    QVERIFY(editor.hasFocus());
}

void TestCodeEditor::completionLeavesTheFocusAlone()
{
    Theme theme(ThemeChoice::Light);
    QWidget window;
    auto* editor = new CodeEditor(theme, &window);
    auto* other = new QLineEdit(&window);
    other->move(0, 250);
    editor->resize(300, 200);
    auto* completion = new CodeCompletion(editor, theme);
    completion->setSource([](const QString&) -> Completions { return {{{"a", {}, 0}, {"b", {}, 0}}, 0}; });
    window.resize(400, 300);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    editor->setFocus();
    completion->open();
    QVERIFY(completion->list()->isVisible());
    QVERIFY(editor->hasFocus());
    other->setFocus();
    QVERIFY(!completion->list()->isVisible());
    completion->open();
    delete editor; // takes the list along, wherever it hangs
    QVERIFY(window.findChildren<QListView*>().isEmpty());
}

void TestCodeEditor::segmentsAreExclusive()
{
    const Theme theme(ThemeChoice::Light);
    SegmentedControl control(theme);
    control.addSegment("Pretty");
    control.addSegment("Raw");
    QCOMPARE(control.current(), 0);
    QSignalSpy changed(&control, &SegmentedControl::currentChanged);
    control.setCurrent(1);
    QCOMPARE(changed.count(), 0);
    QTest::mouseClick(control.findChildren<QToolButton*>().first(), Qt::LeftButton);
    QCOMPARE(control.current(), 0);
    QCOMPARE(changed.count(), 1);
    control.setCurrent(7);
    QCOMPARE(control.current(), 0);
}

void TestCodeEditor::emptyStateButtons()
{
    const Theme theme(ThemeChoice::Light);
    EmptyState state(theme, "inspector", "No requests yet", "Send one.");
    int pressed = 0;
    QPushButton* button = state.addButton("Open Console", ButtonRole::Primary);
    connect(button, &QPushButton::clicked, &state, [&] { ++pressed; });
    state.show();
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(pressed, 1);
}

QTEST_MAIN(TestCodeEditor)
#include "tst_code_editor.moc"
