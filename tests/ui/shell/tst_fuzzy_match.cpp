// What the palette finds, and in which order.
#include "ui/shell/fuzzy_match.h"

#include <QtTest>

#include <algorithm>

using gw::ui::fuzzyMatch;

class TestFuzzyMatch : public QObject
{
    Q_OBJECT

private slots:
    void matches_data();
    void matches();
    void better_data();
    void better();
    void positionsAreThoseOfTheLetters();
};

void TestFuzzyMatch::matches_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("found");
    QTest::newRow("empty pattern") << ""
                                   << "Deploy" << true;
    QTest::newRow("empty text") << "a"
                                << "" << false;
    QTest::newRow("whole") << "deploy"
                           << "Deploy" << true;
    QTest::newRow("initials") << "ntp"
                              << "New Team Project" << true;
    QTest::newRow("wrong order") << "pd"
                                 << "Deploy" << false;
    QTest::newRow("letter twice") << "dd"
                                  << "Deploy" << false;
    QTest::newRow("spaces do not count") << "new pro"
                                         << "New Project…" << true;
    QTest::newRow("path") << "pet/id"
                          << "/pets/{petId}" << true;
    QTest::newRow("longer than the text") << "deployment"
                                          << "Deploy" << false;
}

void TestFuzzyMatch::matches()
{
    QFETCH(QString, pattern);
    QFETCH(QString, text);
    QFETCH(bool, found);
    QCOMPARE(fuzzyMatch(pattern, text).has_value(), found);
}

void TestFuzzyMatch::better_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("good");
    QTest::addColumn<QString>("worse");
    QTest::newRow("word start over middle") << "pets"
                                            << "/pets"
                                            << "/carpets";
    QTest::newRow("in a row over scattered") << "con"
                                             << "Console"
                                             << "Copy Invoke URL now";
    QTest::newRow("short over long") << "save"
                                     << "Save"
                                     << "Save and close everything that was opened here";
}

void TestFuzzyMatch::better()
{
    QFETCH(QString, pattern);
    QFETCH(QString, good);
    QFETCH(QString, worse);
    const auto a = fuzzyMatch(pattern, good);
    const auto b = fuzzyMatch(pattern, worse);
    QVERIFY(a && b);
    QVERIFY2(a->score > b->score, qPrintable(QString("%1 against %2").arg(a->score).arg(b->score)));
}

void TestFuzzyMatch::positionsAreThoseOfTheLetters()
{
    const auto match = fuzzyMatch("pid", "/pets/{petId}");
    QVERIFY(match);
    QString letters;
    for (const int p : match->positions)
        letters += QString("/pets/{petId}")[p];
    QCOMPARE(letters.toLower(), QString("pid"));
    QVERIFY(std::is_sorted(match->positions.begin(), match->positions.end()));
}

QTEST_APPLESS_MAIN(TestFuzzyMatch)
#include "tst_fuzzy_match.moc"
