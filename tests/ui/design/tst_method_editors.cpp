// The cards' editors and the models by real clicks and keys: mappings, validators, patterns, templates, the model tree.
#include "tests/support/design_fixture.h"
#include "ui/design/body_schema_editor.h"
#include "ui/design/code_field.h"
#include "ui/design/content_editor.h"
#include "ui/design/field.h"
#include "ui/design/model_editor.h"
#include "ui/design/models_view.h"
#include "ui/design/sample_panel.h"
#include "ui/design/table_editor.h"
#include "ui/design/template_editor.h"
#include "ui/design/template_pane.h"
#include "ui/models/api_tree_model.h"
#include "ui/models/schema_tree_model.h"
#include "ui/widgets/code_completion.h"
#include "ui/widgets/segmented.h"

#include "core/api/models.h"

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QTableView>
#include <QTest>
#include <QTextBlock>
#include <QTreeView>
#include <QWheelEvent>

using namespace gw;
using namespace gw::ui;
using engine::Card;

namespace {

const char* shopText = R"(openapi: 3.0.1
info: { title: Shop, version: "1" }
x-amazon-apigateway-request-validators:
  all: { validateRequestBody: true, validateRequestParameters: true }
paths:
  /orders/{orderId}:
    post:
      parameters:
        - { name: orderId, in: path, required: true, schema: { type: string } }
        - { name: X-Tenant, in: header, schema: { type: string } }
      requestBody:
        content:
          application/json:
            schema: { type: object, properties: { note: { type: string, example: hello } } }
      responses:
        "200": { description: OK, headers: { ETag: { schema: { type: string } } } }
        "404": { description: No }
      x-amazon-apigateway-integration:
        type: http
        httpMethod: POST
        uri: http://localhost:8081/orders/{orderId}
        requestTemplates:
          application/json: "{}"
        responses:
          default: { statusCode: "200" }
          "4\\d{2}": { statusCode: "404" }
components:
  schemas:
    Order:
      type: object
      required: [sku]
      properties:
        sku: { type: string }
        count: { type: integer }
    Note: { type: string }
)";

} // namespace

class TestMethodEditors : public test::DesignFixture
{
    Q_OBJECT

private:
    [[nodiscard]] const Resource& resource() const { return *api().openApi()->resources.front(); }
    [[nodiscard]] const Method& method() const { return *resource().methods.front(); }
    [[nodiscard]] const json::Value* model(const char* name) const { return findModel(*api().openApi(), name); }
    [[nodiscard]] bool saysSomewhere(const QString& part) const
    {
        for (const QLabel* label : page().findChildren<QLabel*>())
            if (label->isVisible() && label->text().contains(part))
                return true;
        return false;
    }
    void show(Card card)
    {
        page().showCard({api().id, resource().id, method().id, {}}, card);
        QCoreApplication::processEvents();
    }
    void showModels()
    {
        auto* tree = visible<QTreeView>("API tree");
        const QModelIndex api = tree->model()->index(0, 0);
        for (int row = 0; row < tree->model()->rowCount(api); ++row)
            if (const QModelIndex index = tree->model()->index(row, 0, api); index.data().toString() == "Models")
                tree->setCurrentIndex(index);
        QVERIFY(visible<ModelsView>());
    }
    static void choose(QComboBox* box, const QString& text)
    {
        QVERIFY(box);
        const int index = box->findText(text, Qt::MatchContains);
        QVERIFY2(index >= 0, qPrintable(text));
        box->setCurrentIndex(index);
        emit box->activated(index);
    }

private slots:
    void init() { open(QStringLiteral("shop.yaml"), shopText, {1360, 860}); }

    void cleanup() { m_studio.reset(); }

    void validatorIsChosenAndUndone()
    {
        show(Card::MethodRequest);
        choose(visible<QComboBox>("Request validator"), "all: checks body and parameters");
        QCOMPARE(method().requestValidator, std::string("all"));
        QVERIFY(saysSomewhere("answered with 400"));
        workspace().undo();
        QCOMPARE(method().requestValidator, std::string());
    }

    void bodyIsAModelOrWrittenHere()
    {
        show(Card::MethodRequest);
        auto* bodies = visible<BodySchemaEditor>();
        QVERIFY(bodies);
        choose(bodies->model()->comboBox(), "Order");
        QCOMPARE(method().requestModels.front().schema["$ref"].toString(),
                 std::string_view("#/components/schemas/Order"));
        QCOMPARE(bodies->model()->comboBox()->currentText(), QStringLiteral("Order"));
        choose(bodies->model()->comboBox(), "Written here");
        QVERIFY(method().requestModels.front().schema == *model("Order"));
        workspace().undo();
        QCOMPARE(bodies->model()->comboBox()->currentText(), QStringLiteral("Order"));
    }

    void pathVariablesOfTheTargetAreMappedByOneClick()
    {
        show(Card::IntegrationRequest);
        QVERIFY(saysSomewhere("No mapping fills {orderId}"));
        QTest::mouseClick(visibleText("Map from the Path"), Qt::LeftButton);
        QCOMPARE(*findIn(method().integration->requestParameters, "integration.request.path.orderId"),
                 std::string("method.request.path.orderId"));
        QVERIFY(!visibleText("Map from the Path"));
        workspace().undo();
        QVERIFY(visibleText("Map from the Path"));
    }

    void wrongMappingsAreToldInPlace_data()
    {
        QTest::addColumn<QString>("target");
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("said");
        QTest::addRow("header of the gateway") << "integration.request.header.Content-Length"
                                               << "'1'"
                                               << "written by the gateway";
        QTest::addRow("unknown source") << "integration.request.header.X"
                                        << "nowhere"
                                        << "Unknown source";
        QTest::addRow("undeclared") << "integration.request.header.X"
                                    << "method.request.header.Nope"
                                    << "Nope";
        QTest::addRow("fine") << "integration.request.header.X"
                              << "method.request.header.X-Tenant"
                              << "";
    }

    void wrongMappingsAreToldInPlace()
    {
        QFETCH(QString, target);
        QFETCH(QString, source);
        QFETCH(QString, said);
        show(Card::IntegrationRequest);
        QTest::mouseClick(visibleText("Add mapping"), Qt::LeftButton);
        auto* line = qobject_cast<QLineEdit*>(QApplication::focusWidget());
        QVERIFY(line);
        line->selectAll();
        QTest::keyClicks(line, target);
        QTest::keyClick(line, Qt::Key_Return);
        QTRY_COMPARE(method().integration->requestParameters.size(), 1u);
        auto* table = visible<QTableView>("Request parameter mappings");
        table->window()->activateWindow(); // which the closing list of completions takes away offscreen
        QTRY_VERIFY(table->window()->isActiveWindow());
        table->setCurrentIndex(table->model()->index(0, 1));
        table->edit(table->model()->index(0, 1));
        line = qobject_cast<QLineEdit*>(QApplication::focusWidget());
        QVERIFY(line);
        line->selectAll();
        QTest::keyClicks(line, source);
        QTest::keyClick(line, Qt::Key_Return);
        QTRY_COMPARE(QString::fromStdString(method().integration->requestParameters.front().second), source);
        if (said.isEmpty())
            QVERIFY(!saysSomewhere("Unknown source") && !saysSomewhere("Declare it there"));
        else
            QVERIFY(saysSomewhere(said));
    }

    void contentHandlingIsSet()
    {
        show(Card::IntegrationRequest);
        choose(visible<QComboBox>("Content handling"), "CONVERT_TO_TEXT");
        QVERIFY(method().integration->contentHandling == ContentHandling::ConvertToText);
        workspace().undo();
        QVERIFY(method().integration->contentHandling == ContentHandling::Unset);
    }

    void wheelOverAChoiceScrollsTheForm()
    {
        show(Card::IntegrationRequest);
        auto* box = visible<QComboBox>("Content handling");
        QVERIFY(box->count() > 1);
        const QPointF at = box->rect().center();
        QWheelEvent wheel(at, box->mapToGlobal(at), {}, {0, -120}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase,
                          false);
        QApplication::sendEvent(box, &wheel);
        QVERIFY(method().integration->contentHandling == ContentHandling::Unset);
        QCOMPARE(box->currentIndex(), 0);
        QCOMPARE(workspace().canUndo(), false);
    }

    void patternsAreTried()
    {
        show(Card::IntegrationResponse);
        auto* trial = visible<QLineEdit>("trial");
        QVERIFY(trial);
        QTest::keyClicks(trial, "404");
        QVERIFY(saysSomewhere("Selects 4\\d{2}"));
        trial->selectAll();
        QTest::keyClicks(trial, "200");
        QVERIFY(saysSomewhere("Selects default"));
        QCOMPARE(workspace().canUndo(), false); // trying is no edit
    }

    void undeclaredStatusIsTold()
    {
        show(Card::IntegrationResponse);
        TextField* status = nullptr;
        for (TextField* field : page().findChildren<TextField*>())
            if (field->isVisible() && field->lineEdit() &&
                field->lineEdit()->accessibleName() == "Method response status")
                status = field;
        QVERIFY(status);
        type(status->lineEdit(), "418");
        QVERIFY(saysSomewhere("The method has no response 418"));
    }

    void templatesCompleteWhatTheDesignKnows()
    {
        show(Card::IntegrationRequest);
        auto* editor = visible<TemplateEditor>();
        QVERIFY(editor);
        CodeEditor* code = editor->content()->code()->editor();
        code->setFocus();
        code->selectAll();
        QTest::keyClicks(code, "$");
        QTRY_VERIFY(editor->completion()->list()->isVisible());
        QTest::keyClicks(code, "inp");
        QTest::keyClick(code, Qt::Key_Return);
        QTest::keyClicks(code, ".");
        QTRY_VERIFY(editor->completion()->list()->isVisible());
        QTest::keyClicks(code, "path");
        QTest::keyClick(code, Qt::Key_Tab);
        QCOMPARE(code->toPlainText(), QStringLiteral("$input.path('$')"));
        QTest::keyClicks(code, ".");
        QTRY_VERIFY(editor->completion()->list()->isVisible());
        QCOMPARE(editor->completion()->model()->at(0).text, QStringLiteral("note"));
        QTest::keyClick(code, Qt::Key_Return);
        editor->content()->code()->commitNow();
        QCOMPARE(*findIn(method().integration->requestTemplates, "application/json"),
                 std::string("$input.path('$.note')"));
        workspace().undo();
        QTRY_COMPARE(code->toPlainText(), QStringLiteral("{}"));
    }

    void templatesAreRenderedAsOneTypes()
    {
        show(Card::IntegrationRequest);
        auto* editor = visible<TemplateEditor>();
        CodeEditor* code = editor->content()->code()->editor();
        CodeEditor* output = editor->pane()->view();
        code->setFocus();
        code->selectAll();
        code->insertPlainText("{\n  \"x\": $input.json('$.note')\n}");
        QTRY_COMPARE(output->toPlainText(), QStringLiteral("{\n  \"x\": \"hello\"\n}"));
        const QRect at = output->cursorRect(QTextCursor(output->document()->findBlockByNumber(1)));
        QTest::mouseClick(output->viewport(), Qt::LeftButton, {},
                          QPoint(output->cursorRect().x() + 70, at.center().y()));
        QTRY_COMPARE(code->textCursor().blockNumber(), 1);

        code->selectAll();
        code->insertPlainText("ok\n#if($a");
        QTRY_COMPARE(code->marks().size(), 1u);
        QCOMPARE(code->marks().front().line, 2);
        QVERIFY(!code->marks().front().message.isEmpty());
        QVERIFY(output->toPlainText().contains("hello")); // the last good output stays
        code->insertPlainText(")#end");
        QTRY_COMPARE(code->marks().size(), 0u);
    }

    void templatesAreTriedAgainstAnOwnPayload()
    {
        show(Card::IntegrationRequest);
        auto* editor = visible<TemplateEditor>();
        CodeEditor* code = editor->content()->code()->editor();
        code->setPlainText("$input.path('$.own')");
        auto* payload = editor->pane()->findChild<CodeEditor*>("payload");
        QVERIFY(payload);
        const QList<QAbstractButton*> parts = editor->pane()->parts()->findChildren<QAbstractButton*>();
        QTest::mouseClick(parts.at(1), Qt::LeftButton);
        QVERIFY(payload->isVisible());
        QVERIFY(payload->toPlainText().contains("hello")); // made from the design
        payload->setPlainText("{\"own\": 42}");
        QTest::mouseClick(parts.at(0), Qt::LeftButton);
        QTRY_COMPARE(editor->pane()->view()->toPlainText(), QStringLiteral("42"));
    }

    void modelsAreCreatedRenamedAndDeleted()
    {
        showModels();
        auto* view = visible<ModelsView>();
        QCOMPARE(view->list()->count(), 2);
        QTest::mouseClick(visible<QAbstractButton>("New Model"), Qt::LeftButton);
        QCOMPARE(view->currentModel(), QStringLiteral("Model"));
        type(view->name()->lineEdit(), "Customer");
        QVERIFY(model("Customer"));
        QVERIFY(!model("Model"));
        QCOMPARE(view->currentModel(), QStringLiteral("Customer"));
        type(view->name()->lineEdit(), "Order"); // taken
        QVERIFY(!view->name()->error().isEmpty());
        type(view->name()->lineEdit(), "Customer");
        view->list()->setFocus();
        QTest::keyClick(view->list(), Qt::Key_Delete);
        QVERIFY(!model("Customer"));
        QCOMPARE(view->list()->count(), 2);
        workspace().undo();
        QVERIFY(model("Customer"));
        QCOMPARE(view->list()->count(), 3);
    }

    void propertiesAreEditedInTheTree()
    {
        showModels();
        auto* view = visible<ModelsView>();
        ModelEditor* editor = view->editor();
        QCOMPARE(view->currentModel(), QStringLiteral("Order"));
        QTest::mouseClick(visibleText("Add Property"), Qt::LeftButton);
        auto* line = qobject_cast<QLineEdit*>(QApplication::focusWidget());
        QVERIFY(line);
        line->selectAll();
        QTest::keyClicks(line, "note");
        QTest::keyClick(line, Qt::Key_Return);
        QTRY_VERIFY(model("Order")->at("/properties/note"));
        QVERIFY(editor->text()->editor()->toPlainText().contains("\"note\"")); // the text follows
        QTest::keyClick(editor->tree(), Qt::Key_Space);
        QVERIFY(editor->text()->editor()->toPlainText().contains("\"note\"\n"));
        QTest::keyClick(editor->tree(), Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(model("Order")->at("/properties")->asObject()[1].key, std::string("note"));
        QCOMPARE(editor->model()->pointer(editor->tree()->currentIndex()), QStringLiteral("/properties/note"));
        QTest::keyClick(editor->tree(), Qt::Key_Delete);
        QVERIFY(!model("Order")->at("/properties/note"));
        for (int i = 0; i < 5; ++i)
            workspace().undo();
        QCOMPARE(model("Order")->at("/properties")->asObject().size(), 2u);
        QVERIFY(!workspace().canUndo());
    }

    void theTextChangesTheTree()
    {
        showModels();
        ModelEditor* editor = visible<ModelsView>()->editor();
        CodeEditor* code = editor->text()->editor();
        code->setFocus();
        code->setPlainText("{\"type\": \"object\", \"properties\": {\"only\": {\"type\": \"boolean\"}}}");
        editor->text()->commitNow();
        QVERIFY(editor->model()->find("/properties/only").isValid());
        QVERIFY(!editor->model()->find("/properties/sku").isValid());
        code->setPlainText("{\"type\": ");
        editor->text()->commitNow();
        QVERIFY(!editor->text()->error().isEmpty());
        QCOMPARE(code->marks().size(), 1u);
        QVERIFY(editor->model()->find("/properties/only").isValid()); // what was right stays
    }

    void typesAreChosenAndReferToOtherModels()
    {
        showModels();
        ModelEditor* editor = visible<ModelsView>()->editor();
        const QModelIndex sku = editor->model()->find("/properties/sku").siblingAtColumn(SchemaTreeModel::TypeColumn);
        editor->model()->setData(sku, "integer");
        QCOMPARE(model("Order")->at("/properties/sku/type")->toString(), std::string_view("integer"));
        editor->model()->setData(sku, QStringLiteral("→ Note"));
        QCOMPARE(model("Order")->at("/properties/sku/$ref")->toString(), std::string_view("#/components/schemas/Note"));
        QCOMPARE(sku.data().toString(), QStringLiteral("→ Note"));
        visible<ModelsView>()->list()->setCurrentRow(1);
        QVERIFY(saysSomewhere("Used by"));
        visible<ModelsView>()->list()->setFocus();
        QTest::keyClick(visible<ModelsView>()->list(), Qt::Key_Delete); // refused while it is used
        QVERIFY(model("Note"));
    }

    void rulesOfTheSelectedProperty()
    {
        showModels();
        ModelEditor* editor = visible<ModelsView>()->editor();
        editor->tree()->setCurrentIndex(editor->model()->find("/properties/sku"));
        type(visible<QLineEdit>("Shortest length"), "3");
        QCOMPARE(model("Order")->at("/properties/sku/minLength")->toInt(), 3);
        type(visible<QLineEdit>("Longest length"), "many");
        QVERIFY(saysSomewhere("A bound is a number"));
        type(visible<QLineEdit>("Allowed values, separated by commas"), "a, b");
        QCOMPARE(model("Order")->at("/properties/sku/enum")->asArray().size(), 2u);
        QVERIFY(!visible<QLineEdit>("Longest length")->text().isEmpty()); // what was refused stays to be mended
    }

    void modelIsMadeFromASample()
    {
        showModels();
        ModelEditor* editor = visible<ModelsView>()->editor();
        QTest::mouseClick(visibleText(QStringLiteral("From Sample…")), Qt::LeftButton);
        QVERIFY(editor->sample()->isVisible());
        editor->sample()->editor()->setPlainText("{\"name\": \"Rex\", ");
        QTest::mouseClick(editor->sample()->makeButton(), Qt::LeftButton);
        QVERIFY(editor->sample()->isVisible());
        QCOMPARE(editor->sample()->editor()->marks().size(), 1u);
        editor->sample()->editor()->setPlainText("{\"name\": \"Rex\", \"age\": 3}");
        QTest::mouseClick(editor->sample()->makeButton(), Qt::LeftButton);
        QVERIFY(!editor->sample()->isVisible());
        QCOMPARE(model("Order")->at("/properties/age/type")->toString(), std::string_view("integer"));
        workspace().undo();
        QVERIFY(model("Order")->at("/properties/sku"));
    }
};

QTEST_MAIN(TestMethodEditors)
#include "tst_method_editors.moc"
