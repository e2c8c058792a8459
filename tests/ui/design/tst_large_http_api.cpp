// An HTTP API of 1,000 routes stays fluid: how long the GUI thread works for each step on its route table and from
// route to route. Prints the times, to be read against 50 ms in an optimised build; what is asserted depends on no
// clock.
#include "tests/support/design_fixture.h"

#include "core/edit/edits_route.h"

#include <QComboBox>
#include <QHeaderView>
#include <QTableView>

#include <time.h>

using namespace gw;
using namespace gw::ui;

namespace {

constexpr int routeCount = 1000;

QByteArray largeApi()
{
    QByteArray text = "openapi: 3.0.1\ninfo: { title: Large, version: \"1\" }\npaths:\n";
    for (int i = 0; i < routeCount - 1; ++i)
        text += "  /group" + QByteArray::number(i / 25) + "/things" + QByteArray::number(i) +
                "/{id}:\n    get:\n      parameters:\n        - { name: id, in: path, required: true, schema: { type: "
                "string } }\n      responses: { default: { description: Any } }\n"
                "      x-amazon-apigateway-integration: { type: http_proxy, httpMethod: GET, payloadFormatVersion: "
                "\"1.0\", uri: \"http://127.0.0.1:9/things/{id}\" }\n";
    return text + "  /$default:\n    x-amazon-apigateway-any-method:\n      isDefaultRoute: true\n"
                  "      responses: { default: { description: Any } }\n      x-amazon-apigateway-integration: { type: "
                  "http_proxy, httpMethod: ANY, payloadFormatVersion: \"1.0\", uri: \"http://127.0.0.1:9\" }\n";
}

const char* manifest = "name: large\napis:\n  - name: large\n    kind: http\n    file: large.yaml\n"
                       "    stages: [ { name: $default } ]\n";

// What this thread itself has worked, in milliseconds: other programs on the machine do not count.
double worked()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

template <typename Step>
void timed(const char* what, Step step)
{
    const double before = worked();
    step();
    const double done = worked();
    QCoreApplication::processEvents();
    qInfo("%s: %.1f ms, and %.1f ms to paint", what, done - before, worked() - done);
}

} // namespace

class TestLargeHttpApi : public test::DesignFixture
{
    Q_OBJECT

private:
    [[nodiscard]] NodeRef apiRef() const { return {api().id, {}, {}, {}}; }
    [[nodiscard]] NodeRef routeAt(int index) const
    {
        const Resource& resource = *api().openApi()->resources[std::size_t(index)];
        return {api().id, resource.id, resource.methods.front()->id, {}};
    }

private slots:
    void staysFluid()
    {
        const QByteArray text = largeApi();
        open("gatewright.yaml", manifest, {1440, 900}, {{"large.yaml", text.constData()}});
        page().showNode(routeAt(0));
        timed("first route shown", [&] { page().showNode(routeAt(1)); });
        timed("route table shown", [&] { page().showNode(apiRef()); });
        auto* table = visible<QTableView>("Routes");
        QVERIFY(table);
        QCOMPARE(table->model()->rowCount(), routeCount);
        auto* filter = visible<QLineEdit>("Filter routes");
        timed("one letter of the filter", [&] { filter->setText("7"); });
        timed("filter cleared", [&] { filter->clear(); });
        timed("sorted by key", [&] { table->sortByColumn(0, Qt::AscendingOrder); });
        auto* path = visible<QLineEdit>("Path to try");
        timed("a path tried", [&] { path->setText("/group9/things230/1"); });
        const ApiId id = api().id;
        timed("route added", [&] {
            QVERIFY(workspace().apply("Add", [=](Project p) { return createRoute(std::move(p), id, "GET /zebra"); }));
        });
        QCOMPARE(table->model()->rowCount(), routeCount + 1);
        timed("route renamed", [&] {
            QVERIFY(workspace().apply("Rename", [=, route = routeAt(10).method](Project p) {
                return renameRoute(std::move(p), id, route, "GET /renamed");
            }));
        });
        timed("undone", [&] { workspace().undo(); });
        timed("undone again", [&] { workspace().undo(); });
        QCOMPARE(table->model()->rowCount(), routeCount);
        for (int i = 100; i < 105; ++i)
            timed("next route shown", [&] { page().showNode(routeAt(i)); });
        QCOMPARE(page().currentNode(), routeAt(104));
        timed("back to the table", [&] { page().showNode(apiRef()); });
        m_studio.reset();
    }
};

QTEST_MAIN(TestLargeHttpApi)
#include "tst_large_http_api.moc"
