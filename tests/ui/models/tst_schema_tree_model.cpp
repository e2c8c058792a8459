// The tree of a model: exact rows, what may be edited, moving by dragging; and the bodies models are made from.
#include "core/json/text.h"
#include "ui/models/captured_bodies.h"
#include "ui/models/schema_tree_model.h"

#include <QAbstractItemModelTester>
#include <QMimeData>
#include <QPersistentModelIndex>
#include <QSignalSpy>
#include <QTest>

using namespace gw;
using namespace gw::ui;

namespace {

json::Value schema(const char* text)
{
    return json::readJson(text).value();
}

// "name(child child)" of a row.
QString outline(const SchemaTreeModel& model, const QModelIndex& index)
{
    QString text = index.data().toString();
    if (model.rowCount(index) == 0)
        return text;
    QStringList children;
    for (int row = 0; row < model.rowCount(index); ++row)
        children << outline(model, model.index(row, 0, index));
    return text + '(' + children.join(' ') + ')';
}

const char* pet = R"({"type":"object","required":["name"],"properties":{
    "name":{"type":"string","minLength":1,"maxLength":40,"description":"How it is called"},
    "owner":{"type":"object","properties":{"mail":{"type":"string","format":"email"}}},
    "tags":{"type":"array","items":{"type":"string"}},
    "kind":{"$ref":"#/components/schemas/Kind"}}})";

} // namespace

class TestSchemaTreeModel : public QObject
{
    Q_OBJECT

private slots:
    void followsWithoutReset_data()
    {
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<QString>("shape");
        QTest::addRow("same") << QByteArray(pet) << "Pet(name owner(mail) tags(items) kind)";
        QTest::addRow("added") << QByteArray(R"({"properties":{"name":{},"owner":{"properties":{"mail":{},"phone":{}}},
            "tags":{"type":"array","items":{}},"kind":{},"age":{}}})")
                               << "Pet(name owner(mail phone) tags(items) kind age)";
        QTest::addRow("removed") << QByteArray(R"({"properties":{"owner":{"properties":{"mail":{}}},"kind":{}}})")
                                 << "Pet(owner(mail) kind)";
        QTest::addRow("renamed") << QByteArray(R"({"properties":{"title":{},"owner":{"properties":{"mail":{}}},
            "tags":{"type":"array","items":{}},"kind":{}}})")
                                 << "Pet(title owner(mail) tags(items) kind)";
        QTest::addRow("moved") << QByteArray(R"({"properties":{"owner":{"properties":{"mail":{}}},"name":{},
            "tags":{"type":"array","items":{}},"kind":{}}})")
                               << "Pet(owner(mail) name tags(items) kind)";
        QTest::addRow("emptied") << QByteArray(R"({"type":"string"})") << "Pet";
        QTest::addRow("no object") << QByteArray("true") << "Pet";
    }

    void followsWithoutReset()
    {
        QFETCH(QByteArray, after);
        SchemaTreeModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setSchema("Pet", schema(pet));
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        model.setSchema("Pet", schema(after));
        QTEST(outline(model, model.index(0, 0)), "shape");
        model.setSchema("Pet", schema(pet));
        QCOMPARE(outline(model, model.index(0, 0)), QStringLiteral("Pet(name owner(mail) tags(items) kind)"));
        QCOMPARE(reset.count(), 0);
    }

    void rowsThatStayKeepTheirIndexes()
    {
        SchemaTreeModel model;
        model.setSchema("Pet", schema(pet));
        const QPersistentModelIndex kind(model.find("/properties/kind"));
        model.setSchema("Pet", schema(R"({"properties":{"kind":{}}})"));
        QVERIFY(kind.isValid());
        QCOMPARE(model.pointer(kind), QStringLiteral("/properties/kind"));
        QVERIFY(!model.find("/properties/name").isValid());
    }

    void cellsSayWhatIsThere()
    {
        SchemaTreeModel model;
        model.setSchema("Pet", schema(pet));
        const QModelIndex name = model.find("/properties/name");
        const auto text = [](const QModelIndex& index, int column) {
            return index.siblingAtColumn(column).data().toString();
        };
        QCOMPARE(text(name, SchemaTreeModel::TypeColumn), QStringLiteral("string"));
        QCOMPARE(text(name, SchemaTreeModel::RulesColumn), QStringLiteral("1 … 40"));
        QCOMPARE(text(name, SchemaTreeModel::DescriptionColumn), QStringLiteral("How it is called"));
        QCOMPARE(name.siblingAtColumn(SchemaTreeModel::RequiredColumn).data(Qt::CheckStateRole).toInt(),
                 int(Qt::Checked));
        QCOMPARE(text(model.find("/properties/kind"), SchemaTreeModel::TypeColumn), QStringLiteral("→ Kind"));
        QCOMPARE(text(model.find("/properties/owner/properties/mail"), SchemaTreeModel::RulesColumn),
                 QStringLiteral("email"));
    }

    void editsAreTold()
    {
        SchemaTreeModel model;
        model.setSchema("Pet", schema(pet));
        QSignalSpy edited(&model, &SchemaTreeModel::edited);
        const QModelIndex name = model.find("/properties/name");
        QVERIFY(name.flags().testFlag(Qt::ItemIsEditable));
        QVERIFY(!model.index(0, 0).flags().testFlag(Qt::ItemIsEditable)); // the model's name is edited above
        model.setData(name, "title");
        QCOMPARE(edited.takeFirst(), (QVariantList{"/properties/name", 0, "title"}));
        model.setData(name.siblingAtColumn(SchemaTreeModel::RequiredColumn), Qt::Unchecked, Qt::CheckStateRole);
        QCOMPARE(edited.takeFirst(), (QVariantList{"/properties/name", int(SchemaTreeModel::RequiredColumn), "false"}));
        model.setData(name, "name"); // unchanged
        QCOMPARE(edited.count(), 0);
        QCOMPARE(name.data().toString(), QStringLiteral("name")); // until the schema comes back
    }

    void draggingMovesAmongSiblings()
    {
        SchemaTreeModel model;
        model.setSchema("Pet", schema(pet));
        QSignalSpy moved(&model, &SchemaTreeModel::moved);
        const QModelIndex root = model.index(0, 0);
        const std::unique_ptr<QMimeData> data(model.mimeData({model.find("/properties/name")}));
        model.dropMimeData(data.get(), Qt::MoveAction, 2, 0, root);
        QCOMPARE(moved.takeFirst(), (QVariantList{"/properties/name", 1}));
        model.dropMimeData(data.get(), Qt::MoveAction, -1, -1, root);
        QCOMPARE(moved.takeFirst(), (QVariantList{"/properties/name", 3}));
        QVERIFY(!model.canDropMimeData(data.get(), Qt::MoveAction, 0, 0, model.find("/properties/owner")));
        QVERIFY(!model.canDropMimeData(data.get(), Qt::CopyAction, 0, 0, root));
    }

    void capturedBodiesAreWholeJson()
    {
        const auto trace = [](const char* api, const char* request, const char* response, bool isCut) {
            engine::Trace t;
            t.apiName = api;
            t.method = "POST";
            t.path = "/pets";
            engine::TraceMessage in;
            in.body = request;
            in.isCut = isCut;
            engine::TraceMessage out;
            out.body = response;
            t.messages = {in, out};
            engine::Span client;
            client.in = 0;
            client.out = 1;
            t.spans = {client};
            return std::make_shared<const engine::Trace>(std::move(t));
        };
        const auto bodies = capturedBodies({trace("pets", "{\"old\":1}", "plain", false),
                                            trace("other", "{\"a\":1}", "{}", false),
                                            trace("pets", "{\"cut\":", " [1]", true)},
                                           "pets");
        QCOMPARE(bodies.size(), 2u);
        QCOMPARE(bodies[0].body, std::string(" [1]"));
        QCOMPARE(bodies[1].body, std::string("{\"old\":1}"));
        QVERIFY(bodies[1].label.startsWith("POST /pets · request"));
    }
};

QTEST_GUILESS_MAIN(TestSchemaTreeModel)
#include "tst_schema_tree_model.moc"
