// Texts that come in pieces, and what turns one text into another.
#include "ui/widgets/text_in_pieces.h"

#include <QPlainTextEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace gw::ui;

namespace {

QString lines(int count, const QString& word = QStringLiteral("line"))
{
    QString text;
    for (int n = 0; n < count; ++n)
        text += word + QLatin1Char(' ') + QString::number(n) + QLatin1Char('\n');
    return text;
}

QString applied(const QString& before, const TextChange& change)
{
    return QString(before).replace(change.from, change.removed, change.inserted);
}

} // namespace

class TestTextInPieces : public QObject
{
    Q_OBJECT

private slots:
    void findsWhatDiffers_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("removed");
        QTest::addColumn<QString>("inserted");
        QTest::newRow("nothing") << "abc"
                                 << "abc" << 3 << 0 << "";
        QTest::newRow("both empty") << ""
                                    << "" << 0 << 0 << "";
        QTest::newRow("from empty") << ""
                                    << "abc" << 0 << 0 << "abc";
        QTest::newRow("to empty") << "abc"
                                  << "" << 0 << 3 << "";
        QTest::newRow("in the middle") << "one two three"
                                       << "one 2 three" << 4 << 3 << "2";
        QTest::newRow("at the end") << "ab"
                                    << "abc" << 2 << 0 << "c";
        QTest::newRow("at the beginning") << "bc"
                                          << "abc" << 0 << 0 << "a";
        QTest::newRow("repeated") << "aa"
                                  << "aaa" << 2 << 0 << "a";
        QTest::newRow("shorter repeated") << "aaaa"
                                          << "aa" << 2 << 2 << "";
        QTest::newRow("equal first halves") << QStringLiteral("x\U0001F600y") << QStringLiteral("x\U0001F601y") << 1
                                            << 2 << QStringLiteral("\U0001F601");
        QTest::newRow("equal second halves")
            << QStringLiteral("\U0001F600") << QStringLiteral("\U0001FA00") << 0 << 2 << QStringLiteral("\U0001FA00");
    }

    void findsWhatDiffers()
    {
        QFETCH(QString, before);
        QFETCH(QString, after);
        const TextChange change = changeBetween(before, after);
        QTEST(int(change.from), "from");
        QTEST(int(change.removed), "removed");
        QTEST(change.inserted, "inserted");
        QCOMPARE(applied(before, change), after);
        QCOMPARE(change.isNothing(), before == after);
    }

    void comesWhole_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        const QString large = lines(20'000);
        QTest::newRow("short") << "a\nb"
                               << "a\nc\nd";
        QTest::newRow("into nothing") << QString() << large;
        QTest::newRow("taken away") << large << QString();
        QTest::newRow("all of it another") << large << lines(15'000, "other");
        QTest::newRow("in the middle") << "head\n" + large + "tail\n"
                                       << "head\n" + lines(9'000, "other") + "tail\n";
        QTest::newRow("wide characters") << QString()
                                         << QStringLiteral("x") + QStringLiteral("\U0001F600").repeated(70'000);
    }

    void comesWhole()
    {
        QFETCH(QString, before);
        QFETCH(QString, after);
        QPlainTextEdit editor(before);
        const TextChange change = changeBetween(before, after);
        const qsizetype work = change.removed + change.inserted.size();
        TextInPieces pieces(&editor);
        QSignalSpy finished(&pieces, &TextInPieces::finished);
        QSignalSpy turns(&pieces, &TextInPieces::pieceDone);
        pieces.start(change);
        QCOMPARE(pieces.isRunning(), work > TextInPieces::pieceSize); // a piece is done at once
        QTRY_COMPARE(finished.count(), 1);
        QVERIFY(editor.toPlainText() == after);
        QVERIFY(turns.count() >= (work - 1) / TextInPieces::pieceSize);
        QVERIFY(!pieces.isRunning());
        QVERIFY(!editor.document()->isUndoAvailable());
        editor.insertPlainText("x");
        editor.undo();
        QVERIFY(editor.toPlainText() == after);
    }

    void stopsBetweenPieces()
    {
        const QString text = lines(20'000);
        QPlainTextEdit editor;
        TextInPieces pieces(&editor);
        QSignalSpy finished(&pieces, &TextInPieces::finished);
        pieces.start(changeBetween({}, text));
        QVERIFY(pieces.percent() > 0 && pieces.percent() < 100);
        pieces.stop();
        const QString part = editor.toPlainText();
        QVERIFY(!part.isEmpty() && text.startsWith(part));
        QCoreApplication::processEvents();
        QCOMPARE(editor.toPlainText(), part);
        QCOMPARE(finished.count(), 0);
        pieces.start(changeBetween(part, text)); // goes on from there
        QTRY_COMPARE(finished.count(), 1);
        QVERIFY(editor.toPlainText() == text);
    }

    void aNewChangeTakesThePlaceOfTheOld()
    {
        QPlainTextEdit editor;
        TextInPieces pieces(&editor);
        QSignalSpy finished(&pieces, &TextInPieces::finished);
        pieces.start(changeBetween({}, lines(20'000)));
        pieces.start(changeBetween(editor.toPlainText(), "short\n"));
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(editor.toPlainText(), QStringLiteral("short\n"));
    }

    void keepsTheView()
    {
        const QString text = lines(2'000);
        QPlainTextEdit editor(text);
        editor.resize(300, 200);
        editor.show();
        editor.verticalScrollBar()->setValue(40);
        TextInPieces pieces(&editor);
        QSignalSpy finished(&pieces, &TextInPieces::finished);
        pieces.start(changeBetween(text, text + lines(10'000, "more")));
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(editor.verticalScrollBar()->value(), 40);
        QCOMPARE(editor.textCursor().position(), 0);
    }
};

QTEST_MAIN(TestTextInPieces)
#include "tst_text_in_pieces.moc"
