// The code editor: what typing does, what is found, and how text from the model comes in.
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
