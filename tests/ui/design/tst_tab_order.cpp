// The keyboard alone: Tab goes round every control that stands on a page and comes back to where it began.
#include "tests/support/design_fixture.h"

#include <QApplication>
#include <QButtonGroup>
#include <QTabWidget>

using namespace gw;
using namespace gw::ui;

namespace {

const char* ordersText = R"(openapi: 3.0.1
info: { title: Orders, version: "1" }
paths:
  /orders:
    post:
      parameters:
        - { name: page, in: query, schema: { type: string } }
      requestBody:
        content: { application/json: { schema: { $ref: "#/components/schemas/Order" } } }
      responses:
        "200": { description: Taken }
      x-amazon-apigateway-integration:
        type: http
        uri: http://127.0.0.1:9/orders
        httpMethod: POST
        requestTemplates: { application/json: "$input.body" }
        responses: { default: { statusCode: "200", responseTemplates: { application/json: "{}" } } }
components:
  schemas:
    Order: { type: object, properties: { item: { type: string } } }
)";

// Of a group of choices Tab comes to the chosen one; the arrow keys go on from there.
bool takesTab(const QWidget* widget)
{
    const auto* button = qobject_cast<const QAbstractButton*>(widget);
    const bool isOfGroup = button && (button->autoExclusive() || button->group());
    if (isOfGroup && !button->isChecked())
        return false;
    return widget->isVisible() && widget->isEnabled() && (widget->focusPolicy() & Qt::TabFocus) == Qt::TabFocus &&
           !widget->focusProxy();
}

QString nameOf(const QWidget* widget)
{
    const auto* button = qobject_cast<const QAbstractButton*>(widget);
    const QString name = widget->accessibleName().isEmpty() && button ? button->text() : widget->accessibleName();
    return QString("%1 \"%2\" in %3")
        .arg(widget->metaObject()->className(), name, widget->parentWidget()->metaObject()->className());
}

} // namespace

class TestTabOrder : public test::DesignFixture
{
    Q_OBJECT

private:
    void visitsAll()
    {
        QList<QWidget*> wanted;
        for (auto* widget : page().findChildren<QWidget*>())
            if (takesTab(widget))
                wanted << widget;
        QVERIFY(!wanted.isEmpty());
        wanted.front()->setFocus(Qt::TabFocusReason);
        QList<QWidget*> visited;
        for (qsizetype step = 0; step < 2 * wanted.size(); ++step) {
            QWidget* now = QApplication::focusWidget();
            QVERIFY(now);
            visited << now;
            QTest::keyClick(now, Qt::Key_Tab);
        }
        for (QWidget* widget : wanted)
            QVERIFY2(visited.contains(widget),
                     qPrintable("Tab never comes to " + nameOf(widget) + ", it ends at " + nameOf(visited.back())));
    }

private slots:
    void init() { open("orders.yaml", ordersText, {1300, 900}); }
    void cleanup() { m_studio.reset(); }

    void reachesEveryControlOfACard_data()
    {
        QTest::addColumn<int>("card");
        for (int card = 0; card <= int(engine::Card::MethodResponse); ++card)
            QTest::addRow("card %d", card) << card;
    }
    void reachesEveryControlOfACard()
    {
        QFETCH(int, card);
        const Resource& orders = *api().openApi()->resources.back();
        page().showCard({api().id, orders.id, orders.methods.front()->id, {}}, engine::Card(card));
        visitsAll();
    }
    void reachesEveryControlOfAnApi_data()
    {
        QTest::addColumn<int>("tab");
        for (int tab = 0; tab < 4; ++tab)
            QTest::addRow("tab %d", tab) << tab;
    }
    void reachesEveryControlOfAnApi()
    {
        QFETCH(int, tab);
        page().showNode({api().id, {}, {}, {}});
        visible<QTabWidget>()->setCurrentIndex(tab);
        visitsAll();
    }
    void reachesEveryControlOfAStage_data() { reachesEveryControlOfAnApi_data(); }
    void reachesEveryControlOfAStage()
    {
        QFETCH(int, tab);
        page().showNode({api().id, {}, {}, api().stages.front().id});
        visible<QTabWidget>()->setCurrentIndex(tab);
        visitsAll();
    }
};

QTEST_MAIN(TestTabOrder)
#include "tst_tab_order.moc"
