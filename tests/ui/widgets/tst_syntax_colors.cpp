// Colours of long texts: they come in slices, and end as if each text had been coloured at once.
#include "ui/widgets/syntax_colors.h"

#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTest>
#include <QTextBlock>

using namespace gw::ui;

namespace {

QString yaml(int count)
{
    QString text;
    for (int n = 0; n < count; ++n)
        text += QStringLiteral("key%1: { a: 'text', b: %1 } # note\n").arg(n);
    return text;
}

// Each line's coloured ranges.
QStringList colorsOf(const QTextDocument& document)
{
    QStringList all;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        QString line;
        for (const QTextLayout::FormatRange& each : block.layout()->formats())
            line += QStringLiteral("%1+%2 %3 ")
                        .arg(each.start)
                        .arg(each.length)
                        .arg(each.format.foreground().color().name());
        all << line;
    }
    return all;
}

// As a new editor colours it.
QStringList freshColors(const QString& text, const Theme& theme, const QString& language = QStringLiteral("YAML"))
{
    QPlainTextEdit editor(text);
    SyntaxColors colors(editor.document(), theme);
    colors.setLanguageName(language);
    while (!colors.isDone())
        QCoreApplication::processEvents();
    return colorsOf(*editor.document());
}

} // namespace

class TestSyntaxColors : public QObject
{
    Q_OBJECT

private:
    Theme m_theme{ThemeChoice::Light};

private slots:
    void aLongTextIsColouredInSlices()
    {
        QPlainTextEdit editor;
        auto* colors = new SyntaxColors(editor.document(), m_theme);
        colors->setLanguageName(QStringLiteral("YAML"));
        editor.setPlainText(yaml(5'000));
        QVERIFY(!colors->isDone()); // its beginning is
        QVERIFY(!editor.document()->begin().layout()->formats().isEmpty());
        const QTextBlock beyond = editor.document()->findBlock(SyntaxColors::sliceSize + 100);
        QVERIFY(beyond.layout()->formats().isEmpty());
        QSignalSpy changed(&editor, &QPlainTextEdit::textChanged);
        QTRY_VERIFY(colors->isDone());
        QVERIFY(!beyond.layout()->formats().isEmpty());
        QVERIFY(!editor.document()->findBlockByNumber(4'999).layout()->formats().isEmpty());
        QCOMPARE(changed.count(), 0); // colours are no change of the text
    }

    void editsEndAsIfColouredAtOnce_data()
    {
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("removed");
        QTest::addColumn<QString>("inserted");
        QTest::newRow("a word") << 40 << 2 << "word";
        QTest::newRow("a quote at the top changes all below") << 0 << 0 << "\"";
        QTest::newRow("a line") << 0 << 0 << "# note\n";
        QTest::newRow("a line away") << 0 << 34 << "";
        QTest::newRow("a block of text") << 34 << 0 << "text: |\n  # no note\n  'no quote\n";
        QTest::newRow("much away") << 100 << 60'000 << "";
        QTest::newRow("much") << 100 << 0 << yaml(1'500);
        QTest::newRow("everything") << 0 << int(yaml(3'000).size()) << "a: 1";
    }

    void editsEndAsIfColouredAtOnce()
    {
        QFETCH(int, from);
        QFETCH(int, removed);
        QFETCH(QString, inserted);
        QPlainTextEdit editor(yaml(3'000));
        SyntaxColors colors(editor.document(), m_theme);
        colors.setLanguageName(QStringLiteral("YAML"));
        for (const bool waits : {false, true}) { // while it is being coloured, and afterwards
            if (waits)
                QTRY_VERIFY(colors.isDone());
            QTextCursor edit(editor.document());
            edit.setPosition(from);
            edit.setPosition(std::min(from + removed, editor.document()->characterCount() - 1),
                             QTextCursor::KeepAnchor);
            edit.insertText(inserted);
            QTRY_VERIFY(colors.isDone());
            QCOMPARE(colorsOf(*editor.document()), freshColors(editor.toPlainText(), m_theme));
        }
        editor.undo();
        editor.undo();
        QTRY_VERIFY(colors.isDone());
        QCOMPARE(colorsOf(*editor.document()), freshColors(editor.toPlainText(), m_theme));
    }

    void aLineTakenAwayMayEndAText()
    {
        QPlainTextEdit editor("a: 1\nb: \"\nc: 2\nd: 3\n");
        SyntaxColors colors(editor.document(), m_theme);
        colors.setLanguageName(QStringLiteral("YAML"));
        QTextCursor edit(editor.document());
        edit.setPosition(4);
        edit.setPosition(9, QTextCursor::KeepAnchor);
        edit.removeSelectedText();
        QTRY_VERIFY(colors.isDone());
        QCOMPARE(editor.toPlainText(), QStringLiteral("a: 1\nc: 2\nd: 3\n"));
        QCOMPARE(colorsOf(*editor.document()), freshColors(editor.toPlainText(), m_theme));
    }

    void languagesChange()
    {
        QPlainTextEdit editor("{\"name\": [1, true]}");
        SyntaxColors colors(editor.document(), m_theme);
        QVERIFY(colorsOf(*editor.document()).join(QString()).isEmpty());
        for (const char* name : {"JSON", "YAML", "", "JSON", "no such language"}) {
            colors.setLanguageName(QString(name));
            QTRY_VERIFY(colors.isDone());
            QCOMPARE(colorsOf(*editor.document()), freshColors(editor.toPlainText(), m_theme, QString(name)));
        }
        QVERIFY(colorsOf(*editor.document()).join(QString()).isEmpty());
    }

    void themesChange()
    {
        Theme theme(ThemeChoice::Light);
        QPlainTextEdit editor(yaml(2'000));
        SyntaxColors colors(editor.document(), theme);
        colors.setLanguageName(QStringLiteral("YAML"));
        QTRY_VERIFY(colors.isDone());
        theme.setChoice(ThemeChoice::Dark);
        QTRY_VERIFY(colors.isDone());
        QCOMPARE(colorsOf(*editor.document()), freshColors(editor.toPlainText(), theme));
    }
};

QTEST_MAIN(TestSyntaxColors)
#include "tst_syntax_colors.moc"
