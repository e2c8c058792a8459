// The method picture: clicks, keys, states, sizes, names for screen readers.
#include "ui/widgets/method_picture.h"
#include "ui/widgets/picture_card.h"
#include "ui/widgets/picture_layout.h"
#include "ui/widgets/wrapped_text.h"

#include <QAccessible>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace gw;
using namespace gw::ui;
using engine::Card;

Q_DECLARE_METATYPE(gw::engine::Card)

namespace {

PictureCard* cardOf(const MethodPicture& picture, Card card)
{
    for (auto* child : picture.findChildren<PictureCard*>())
        if (child->card() == card)
            return child;
    return nullptr;
}

MethodPictureContent sample()
{
    MethodPictureContent content;
    for (const Card card : engine::allCards)
        content[static_cast<std::size_t>(card)] = {
            QStringLiteral("Headline"), {QStringLiteral("a fact")}, {}, {}, {}, false};
    return content;
}

CardContent failed(bool canGo)
{
    return {QStringLiteral("504"),
            {},
            QStringLiteral("29 s"),
            CardContent::State::Failed,
            QStringLiteral("The backend refused the connection."),
            canGo};
}

} // namespace

class TestMethodPicture : public QObject
{
    Q_OBJECT

private:
    Theme m_theme{ThemeChoice::Light};

private slots:
    void aClickSelectsACard_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<Card>("card");
        for (const int width : {640, 960, 1600})
            for (const Card card : engine::allCards)
                QTest::addRow("%d %s", width, engine::cardName(card)) << width << card;
    }

    void aClickSelectsACard()
    {
        QFETCH(int, width);
        QFETCH(Card, card);
        MethodPicture picture(m_theme);
        picture.setContent(sample());
        picture.resize(width, picture.sizeHint().height());
        picture.show();
        QSignalSpy selected(&picture, &MethodPicture::cardSelected);
        QTest::mouseClick(cardOf(picture, card), Qt::LeftButton);
        QCOMPARE(selected.size(), 1);
        QCOMPARE(picture.selectedCard(), std::optional(card));
        QTest::mouseClick(cardOf(picture, card), Qt::LeftButton); // a second click keeps it
        QVERIFY(cardOf(picture, card)->isChecked());
    }

    void arrowKeysWalk_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<QList<int>>("keys");
        QTest::addColumn<Card>("end");
        const QList<int> right{Qt::Key_Right, Qt::Key_Right, Qt::Key_Right};
        QTest::addRow("to the integration") << 900 << right << Card::Integration;
        QTest::addRow("stops at the border") << 900 << QList<int>(6, Qt::Key_Right) << Card::Integration;
        QTest::addRow("down to the response") << 900 << QList<int>{Qt::Key_Right, Qt::Key_Down} << Card::MethodResponse;
        QTest::addRow("back below") << 900 << QList<int>{Qt::Key_End, Qt::Key_Right, Qt::Key_Right}
                                    << Card::Integration;
        QTest::addRow("home") << 900 << QList<int>{Qt::Key_End, Qt::Key_Home} << Card::Client;
        QTest::addRow("in one line") << 1600 << QList<int>(6, Qt::Key_Right) << Card::MethodResponse;
        QTest::addRow("one line has no down") << 1600 << QList<int>{Qt::Key_Down} << Card::Client;
    }

    void arrowKeysWalk()
    {
        QFETCH(int, width);
        QFETCH(QList<int>, keys);
        QFETCH(Card, end);
        MethodPicture picture(m_theme);
        picture.setContent(sample());
        picture.resize(width, 300);
        picture.show();
        picture.setSelectedCard(Card::Client);
        Card at = Card::Client;
        for (const int key : keys) {
            QTest::keyClick(cardOf(picture, at), static_cast<Qt::Key>(key));
            at = picture.selectedCard().value();
        }
        QCOMPARE(at, end);
    }

    void enterAndSpaceSelect()
    {
        MethodPicture picture(m_theme);
        picture.show();
        QSignalSpy selected(&picture, &MethodPicture::cardSelected);
        QTest::keyClick(cardOf(picture, Card::Integration), Qt::Key_Return);
        QTest::keyClick(cardOf(picture, Card::MethodRequest), Qt::Key_Space);
        QCOMPARE(selected.size(), 2);
        QCOMPARE(picture.selectedCard(), std::optional(Card::MethodRequest));
    }

    void tabWalksTheCardsInOrder()
    {
        MethodPicture picture(m_theme);
        picture.show();
        picture.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&picture));
        picture.setFocus(Qt::TabFocusReason);
        for (const Card card : engine::allCards) {
            QCOMPARE(picture.focusWidget(), cardOf(picture, card));
            QTest::keyClick(picture.focusWidget(), Qt::Key_Tab);
        }
    }

    void namesCardsForScreenReaders()
    {
        MethodPicture picture(m_theme);
        MethodPictureContent content = sample();
        content[3] = failed(true);
        picture.setContent(content);
        QAccessibleInterface* node = QAccessible::queryAccessibleInterface(cardOf(picture, Card::Integration));
        QVERIFY(node);
        QCOMPARE(node->text(QAccessible::Name), QStringLiteral("Integration, 504, failed"));
        QVERIFY(node->text(QAccessible::Description).contains(QStringLiteral("refused")));
        QCOMPARE(node->role(), QAccessible::CheckBox);
    }

    void aFailedCardLeadsToItsSetting()
    {
        MethodPicture picture(m_theme);
        MethodPictureContent content = sample();
        content[3] = failed(true);
        content[4] = failed(false);
        picture.setContent(content);
        picture.resize(900, 300);
        picture.show();
        auto* link = cardOf(picture, Card::Integration)->findChild<QPushButton*>();
        QVERIFY(link->isVisible());
        QVERIFY(cardOf(picture, Card::Integration)->rect().contains(link->geometry()));
        QVERIFY(!cardOf(picture, Card::IntegrationResponse)->findChild<QPushButton*>()->isVisible());
        QSignalSpy requested(&picture, &MethodPicture::goToSettingRequested);
        QSignalSpy selected(&picture, &MethodPicture::cardSelected);
        QTest::mouseClick(link, Qt::LeftButton);
        QCOMPARE(requested.size(), 1);
        QCOMPARE(selected.size(), 0);
    }

    void cardsStandApartAtEveryWidth_data()
    {
        QTest::addColumn<int>("width");
        for (int width = 640; width <= 1600; width += 60)
            QTest::addRow("%d", width) << width;
    }

    void cardsStandApartAtEveryWidth()
    {
        QFETCH(int, width);
        const PictureLayout layout = layOutPicture(width, 120, 140);
        const QRect whole(0, 0, width, layout.height);
        for (std::size_t i = 0; i < 6; ++i) {
            QVERIFY(whole.contains(layout.cards[i]));
            for (std::size_t k = i + 1; k < 6; ++k)
                QVERIFY(!layout.cards[i].adjusted(4, 4, -4, -4).intersects(layout.cards[k].adjusted(4, 4, -4, -4)));
        }
        for (const PictureArrow& arrow : layout.arrows)
            QVERIFY(std::abs(arrow.end.x() - arrow.start.x()) > 12);
    }

    void everyStatePaintsItsOwnWay()
    {
        using State = CardContent::State;
        QList<QImage> pictures;
        for (const State state : {State::Designed, State::Empty, State::Lit, State::Skipped, State::Failed}) {
            MethodPicture picture(m_theme);
            MethodPictureContent content = sample();
            content[1].state = state;
            picture.setContent(content);
            picture.resize(900, 300);
            pictures << cardOf(picture, Card::MethodRequest)->grab().toImage();
        }
        for (int i = 0; i < pictures.size(); ++i)
            for (int k = i + 1; k < pictures.size(); ++k)
                QVERIFY2(pictures[i] != pictures[k], qPrintable(QStringLiteral("states %1 and %2").arg(i).arg(k)));
    }

    void wrapsAndElides_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("wanted");
        QTest::addRow("fits") << "short" << 3 << 1;
        QTest::addRow("one row") << QString(400, 'x') << 1 << 1;
        QTest::addRow("three rows") << QString(400, 'x') << 3 << 3;
        QTest::addRow("empty") << "" << 1 << 1;
        QTest::addRow("words") << QStringLiteral("many words that need more rows than one to be read") << 4 << 4;
    }

    void wrapsAndElides()
    {
        QFETCH(QString, text);
        QFETCH(int, rows);
        QFETCH(int, wanted);
        const QFont font = m_theme.text();
        const QStringList result = wrapText(text, font, 100, rows);
        QCOMPARE(result.size(), wanted);
        for (const QString& row : result)
            QVERIFY(QFontMetrics(font).horizontalAdvance(row) <= 102);
    }
};

QTEST_MAIN(TestMethodPicture)
#include "tst_method_picture.moc"
