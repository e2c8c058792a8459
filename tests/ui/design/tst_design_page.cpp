// The design page by real clicks and keys: create, rename, edit, undo, cards, source both ways.
#include "ui/design/api_tree_panel.h"
#include "ui/design/code_field.h"
#include "ui/design/content_editor.h"
#include "ui/design/field.h"
#include "ui/design/method_view.h"
#include "ui/design/source_view.h"
#include "ui/design/table_editor.h"
#include "ui/models/api_tree_model.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/method_picture.h"
#include "ui/widgets/picture_card.h"

#include "core/edit/edits.h"
#include "tests/support/design_fixture.h"

#include <QApplication>
#include <QCheckBox>
#include <QMenu>
#include <QScrollBar>
#include <QSplitter>
#include <QTableView>
#include <QTest>
#include <QTextBlock>
#include <QTimer>
#include <QTabWidget>
#include <QTreeView>

using namespace gw;
using namespace gw::ui;
using engine::Card;

namespace {

const char* petsText = R"(# a comment that stays
openapi: 3.0.1
info:
  title: Pets
  version: "1"
paths:
  /pets:
    get:
      summary: List
      operationId: listPets
      parameters:
        - name: kind
          in: query
          schema: { type: string }
      responses:
        "200":
          description: The pets
          content:
            application/json:
              example: [1]
      x-amazon-apigateway-integration:
        type: http_proxy
        httpMethod: GET
        uri: http://localhost:8081/pets
    post:
      responses:
        "201": { description: Made }
)";

} // namespace

class TestDesignPage : public test::DesignFixture
{
    Q_OBJECT

private:
    [[nodiscard]] QTreeView* tree() const { return page().findChild<ApiTreePanel*>()->view(); }
    [[nodiscard]] const Resource* resource(const char* path) const { return api().openApi()->findPath(path); }
    [[nodiscard]] const Method* method(const char* path, HttpVerb verb) const
    {
        if (const Resource* found = resource(path))
            for (const auto& candidate : found->methods)
                if (candidate->verb == verb)
                    return &*candidate;
        return nullptr;
    }
    [[nodiscard]] NodeRef refOf(const char* path, HttpVerb verb) const
    {
        return {api().id, resource(path)->id, method(path, verb)->id, {}};
    }
    [[nodiscard]] const Method& get() const { return *method("/pets", HttpVerb::Get); }
    void showGet(Card card)
    {
        page().showCard(refOf("/pets", HttpVerb::Get), card);
        QVERIFY(QTest::qWaitForWindowExposed(&page()));
    }

private slots:
    void init() { open(QStringLiteral("pets.yaml"), petsText, {1280, 800}); }

    void cleanup() { m_studio.reset(); }

    void opensWithTheApiSelected()
    {
        QCOMPARE(page().currentNode().api, api().id);
        QVERIFY(page().canRun(DesignPage::Command::NewResource));
        QVERIFY(!page().canRun(DesignPage::Command::Duplicate)); // a lone file holds one API
    }

    void createsAndNamesAResourceByKeyboard()
    {
        page().run(DesignPage::Command::NewResource);
        auto* editor = qobject_cast<QLineEdit*>(QApplication::focusWidget());
        QVERIFY(editor);
        QTest::keyClicks(editor, QStringLiteral("orders"));
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_VERIFY(resource("/orders"));
        QCOMPARE(page().currentNode().resource, resource("/orders")->id);
        workspace().undo(); // the name
        QVERIFY(!resource("/orders"));
        workspace().undo(); // the resource
        QCOMPARE(api().openApi()->resources.size(), std::size_t(1));
    }

    void createsAMethodFromTheVerbMenu()
    {
        page().showNode({api().id, resource("/pets")->id, {}, {}});
        QTimer::singleShot(0, this, [] {
            auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
            QVERIFY(menu);
            QTest::keyClick(menu, Qt::Key_Return); // the first one: GET and POST are taken
        });
        page().run(DesignPage::Command::NewMethod);
        QVERIFY(method("/pets", HttpVerb::Put));
        QCOMPARE(page().currentNode().method, method("/pets", HttpVerb::Put)->id);
        QTimer::singleShot(0, this, [] { QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_D); });
        page().run(DesignPage::Command::NewMethod);
        QVERIFY(method("/pets", HttpVerb::Delete));
    }

    void createsAMethodByTheResourcesButtons()
    {
        page().showNode({api().id, resource("/pets")->id, {}, {}});
        auto* button = visible<QAbstractButton>(QStringLiteral("Add DELETE"));
        QVERIFY(button);
        QTRY_VERIFY(button->height() >= 24);
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(method("/pets", HttpVerb::Delete));
        QCOMPARE(page().currentNode().method, method("/pets", HttpVerb::Delete)->id);
    }

    void renamesWithF2AndUndoKeepsTheSelection()
    {
        page().showNode({api().id, resource("/pets")->id, {}, {}});
        tree()->setFocus();
        QTest::keyClick(tree(), Qt::Key_F2);
        auto* editor = qobject_cast<QLineEdit*>(QApplication::focusWidget());
        QVERIFY(editor);
        editor->selectAll();
        QTest::keyClicks(editor, QStringLiteral("animals"));
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_VERIFY(resource("/animals"));
        QCOMPARE(workspace().undoName(), QStringLiteral("Rename Resource"));
        workspace().undo();
        QVERIFY(resource("/pets"));
        QCOMPARE(page().currentNode().resource, resource("/pets")->id);
    }

    void deletesAndDuplicatesByKeys()
    {
        page().showNode(refOf("/pets", HttpVerb::Get));
        tree()->setFocus();
        QTest::keyClick(tree(), Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(resource("/pets")->methods.size(), std::size_t(3));
        page().showNode(refOf("/pets", HttpVerb::Get));
        tree()->setFocus();
        QTest::keyClick(tree(), Qt::Key_Delete);
        QVERIFY(!method("/pets", HttpVerb::Get));
        QVERIFY(page().currentNode().method); // a neighbour is selected
        workspace().undo();
        QVERIFY(method("/pets", HttpVerb::Get));
    }

    void filtersTheTree()
    {
        tree()->expandAll();
        auto* filter = visible<QLineEdit>(QStringLiteral("Filter the API tree"));
        QVERIFY(filter);
        QTest::keyClicks(filter, QStringLiteral("post"));
        int rows = 0;
        for (QModelIndex i = tree()->model()->index(0, 0); i.isValid(); i = tree()->indexBelow(i))
            ++rows;
        QCOMPARE(rows, 3); // the API, /pets, POST
        QTest::keyClick(filter, Qt::Key_Escape);
        QVERIFY(filter->text().isEmpty());
    }

    // What is typed in the tree narrows it, Enter goes to the first row that holds it, Escape shows everything again.
    void typingInTheTreeFinds()
    {
        auto* filter = visible<QLineEdit>(QStringLiteral("Filter the API tree"));
        page().showNode({api().id, {}, {}, {}});
        tree()->setFocus();
        QTest::keyClick(tree(), Qt::Key_P);
        QVERIFY(filter->hasFocus());
        QTest::keyClicks(filter, QStringLiteral("ost"));
        QCOMPARE(filter->text(), QStringLiteral("post"));
        QTest::keyClick(filter, Qt::Key_Return);
        QVERIFY(tree()->hasFocus());
        QCOMPARE(page().currentNode(), refOf("/pets", HttpVerb::Post));
        QTest::keyClick(tree(), Qt::Key_Slash); // begins anew
        QCOMPARE(filter->text(), QStringLiteral("/"));
        QCOMPARE(page().currentNode(), refOf("/pets", HttpVerb::Post)); // it passes, so it stays
        QTest::keyClicks(filter, QStringLiteral("get nowhere"));
        QCOMPARE(tree()->model()->rowCount(), 0);
        QCOMPARE(page().currentNode(), refOf("/pets", HttpVerb::Post)); // what was shown stays
        QTest::keyClick(filter, Qt::Key_Escape);
        QVERIFY(filter->text().isEmpty());
        QVERIFY(tree()->hasFocus());
        QCOMPARE(page().currentNode(), refOf("/pets", HttpVerb::Post));
        QTest::keyClick(tree(), Qt::Key_Space);
        QTest::keyClick(tree(), Qt::Key_B, Qt::AltModifier);
        QVERIFY(filter->text().isEmpty());
    }

    void cardsOpenTheirEditors_data()
    {
        QTest::addColumn<int>("card");
        QTest::addColumn<QString>("shows");
        QTest::addRow("Client") << int(Card::Client) << "curl command";
        QTest::addRow("Method Request") << int(Card::MethodRequest) << "Operation name";
        QTest::addRow("Integration Request") << int(Card::IntegrationRequest) << "HTTP method";
        QTest::addRow("Integration") << int(Card::Integration) << "HTTP proxy";
        QTest::addRow("Method Response") << int(Card::MethodResponse) << "Method responses";
    }

    void cardsOpenTheirEditors()
    {
        QFETCH(int, card);
        QFETCH(QString, shows);
        page().showNode(refOf("/pets", HttpVerb::Get));
        for (auto* widget : page().findChildren<PictureCard*>())
            if (int(widget->card()) == card)
                QTest::mouseClick(widget, Qt::LeftButton);
        QVERIFY(visible<QWidget>(shows));
    }

    void theTargetFieldEditsTheProject()
    {
        showGet(Card::Integration);
        type(visible<QLineEdit>(QStringLiteral("target")), QStringLiteral("http://localhost:9000/animals"));
        QCOMPARE(get().integration->uri, std::string("http://localhost:9000/animals"));
        workspace().undo();
        QCOMPARE(get().integration->uri, std::string("http://localhost:8081/pets"));
        QCOMPARE(visible<QLineEdit>(QStringLiteral("target"))->text(), QStringLiteral("http://localhost:8081/pets"));
    }

    void typingIsAppliedAfterAPauseAsOneStep()
    {
        showGet(Card::Integration);
        auto* line = visible<QLineEdit>(QStringLiteral("target"));
        line->setFocus();
        line->selectAll();
        QTest::keyClicks(line, QStringLiteral("http://one"));
        QTRY_COMPARE(get().integration->uri, std::string("http://one"));
        QTest::keyClicks(line, QStringLiteral(".test/x"));
        QTRY_COMPARE(get().integration->uri, std::string("http://one.test/x"));
        workspace().undo();
        QCOMPARE(get().integration->uri, std::string("http://localhost:8081/pets"));
    }

    void aWrongTargetIsToldAndNotApplied_data()
    {
        QTest::addColumn<QString>("uri");
        QTest::addRow("no scheme") << "localhost:9000/animals";
        QTest::addRow("no host") << "http:///x";
        QTest::addRow("space") << "http://a b/";
        QTest::addRow("open brace") << "http://a/{id";
        QTest::addRow("port") << "http://a:99999999/";
    }

    void aWrongTargetIsToldAndNotApplied()
    {
        QFETCH(QString, uri);
        showGet(Card::Integration);
        auto* line = visible<QLineEdit>(QStringLiteral("target"));
        type(line, uri);
        QCOMPARE(get().integration->uri, std::string("http://localhost:8081/pets"));
        auto* field = qobject_cast<TextField*>(line->parentWidget());
        QVERIFY(field);
        QVERIFY(!field->error().isEmpty());
        QCOMPARE(line->text(), uri); // what was typed stays
        type(line, QStringLiteral("https://${stageVariables.host}/pets/{petId}"));
        QVERIFY(field->error().isEmpty());
        QCOMPARE(get().integration->uri, std::string("https://${stageVariables.host}/pets/{petId}"));
    }

    void typedTextNeverLandsInAnotherMethod()
    {
        showGet(Card::MethodRequest);
        auto* line = visible<QLineEdit>(QStringLiteral("Operation name"));
        line->setFocus();
        line->selectAll();
        QTest::keyClicks(line, QStringLiteral("changed"));
        page().showNode(refOf("/pets", HttpVerb::Post));
        QCOMPARE(get().operationName, std::string("changed"));
        QVERIFY(method("/pets", HttpVerb::Post)->operationName.empty());
        QCOMPARE(line->text(), QString());
    }

    void kindsChangeByClick()
    {
        showGet(Card::Integration);
        QTest::mouseClick(visible<QAbstractButton>(QStringLiteral("Mock")), Qt::LeftButton);
        QVERIFY(get().integration->type == IntegrationType::Mock);
        QVERIFY(!visible<QLineEdit>(QStringLiteral("target")));
        QTest::mouseClick(visible<QAbstractButton>(QStringLiteral("Examples")), Qt::LeftButton);
        QVERIFY(!get().integration);
        workspace().undo();
        workspace().undo();
        QCOMPARE(get().integration->uri, std::string("http://localhost:8081/pets"));
    }

    void parametersAreAddedChangedAndRemoved()
    {
        showGet(Card::MethodRequest);
        auto* view = visible<QTableView>(QStringLiteral("Parameters"));
        QVERIFY(view);
        QTest::mouseClick(visibleText(QStringLiteral("Add parameter")), Qt::LeftButton);
        auto* editor = view->findChild<QLineEdit*>();
        QVERIFY(editor);
        QTest::keyClicks(editor, QStringLiteral("limit"));
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_COMPARE(get().requestParameters.size(), std::size_t(2));
        QCOMPARE(get().requestParameters[1].name, std::string("limit"));
        QVERIFY(view->model()->setData(view->model()->index(1, 2), Qt::Checked, Qt::CheckStateRole) ||
                get().requestParameters[1].required);
        QVERIFY(get().requestParameters[1].required);
        view->setCurrentIndex(view->model()->index(0, 0));
        QTest::keyClick(view, Qt::Key_Delete);
        QCOMPARE(get().requestParameters.size(), std::size_t(1));
        QCOMPARE(get().requestParameters[0].name, std::string("limit"));
    }

    void brokenJsonIsToldAndNotApplied()
    {
        showGet(Card::MethodResponse);
        CodeField* code = nullptr;
        for (auto* candidate : page().findChildren<ContentEditor*>())
            if (candidate->isVisible())
                code = candidate->code();
        QVERIFY(code);
        code->editor()->setFocus();
        code->editor()->selectAll();
        QTest::keyClicks(code->editor(), QStringLiteral("[1,"));
        code->commitNow();
        QVERIFY(!code->error().isEmpty());
        QVERIFY(get().responses[0].content[0].schema.isNull());
    }

    void externalChangesDoNotStealTheFocus()
    {
        showGet(Card::Integration);
        auto* line = visible<QLineEdit>(QStringLiteral("target"));
        line->setFocus();
        line->setCursorPosition(7);
        const ApiId id = api().id;
        const MethodId method = get().id;
        workspace().apply(QStringLiteral("Elsewhere"), [=](Project p) {
            Integration integration = *p.find(NodeRef{id, {}, method, {}})->integration;
            integration.uri = "http://elsewhere/pets";
            return setIntegration(std::move(p), id, method, integration);
        });
        QCOMPARE(line->text(), QStringLiteral("http://elsewhere/pets"));
        QVERIFY(line->hasFocus());
        QCOMPARE(line->cursorPosition(), 7);
    }

    void sourceAndDesignGoBothWays()
    {
        showGet(Card::Integration);
        page().run(DesignPage::Command::ToggleSource);
        auto* source = page().findChild<SourceView*>();
        QVERIFY(source->isVisible());
        QCOMPARE(source->editor()->toPlainText(), QString::fromUtf8(petsText));
        type(visible<QLineEdit>(QStringLiteral("target")), QStringLiteral("http://localhost:9000/animals"));
        QVERIFY(source->editor()->toPlainText().contains(QStringLiteral("uri: http://localhost:9000/animals")));
        QVERIFY(source->editor()->toPlainText().startsWith(QStringLiteral("# a comment that stays")));
        QString text = source->editor()->toPlainText();
        text.replace(QStringLiteral("summary: List"), QStringLiteral("summary: Every pet"));
        source->editor()->updateText(text);
        QTRY_COMPARE(get().summary, std::string("Every pet"));
        QCOMPARE(workspace().undoName(), QStringLiteral("Edit Source"));
        QCOMPARE(visible<QLineEdit>(QStringLiteral("summary"))->text(), QStringLiteral("Every pet"));
        workspace().undo();
        QCOMPARE(get().summary, std::string("List"));
        QVERIFY(source->editor()->toPlainText().contains(QStringLiteral("summary: List")));
    }

    void sourceFollowsTheSelection()
    {
        page().showNode(refOf("/pets", HttpVerb::Get));
        page().run(DesignPage::Command::ToggleSource);
        const CodeEditor* editor = page().findChild<SourceView*>()->editor();
        const auto tinted = [editor] {
            QStringList texts;
            for (const QTextEdit::ExtraSelection& each : editor->extraSelections())
                texts << each.cursor.block().text();
            return texts;
        };
        QCOMPARE(editor->textCursor().block().text(), QStringLiteral("    get:"));
        QVERIFY(tinted().contains(QStringLiteral("      summary: List")));
        page().showNode(refOf("/pets", HttpVerb::Post));
        QCOMPARE(editor->textCursor().block().text(), QStringLiteral("    post:"));
        QVERIFY(!tinted().contains(QStringLiteral("      summary: List")));
        page().showNode({api().id, resource("/pets")->id, {}, {}});
        QCOMPARE(editor->textCursor().block().text(), QStringLiteral("  /pets:"));
        QVERIFY(tinted().contains(QStringLiteral("      summary: List")));
    }

    // Of an API, a resource and a method: their buttons end at the same edge.
    void headersEndAlike()
    {
        const auto endOf = [this](const NodeRef& node, const QString& text) {
            page().showNode(node);
            for (auto* button : page().findChildren<QAbstractButton*>())
                if (button->isVisible() && button->text() == text)
                    return button->mapTo(&page(), QPoint(button->width(), 0)).x();
            return -1;
        };
        page().resize(1500, 900);
        QCoreApplication::processEvents();
        const int end = endOf(refOf("/pets", HttpVerb::Get), QStringLiteral("Try"));
        QVERIFY(end > 1400);
        QCOMPARE(endOf({api().id, {}, {}, {}}, QStringLiteral("Source")), end);
        QCOMPARE(endOf({api().id, resource("/pets")->id, {}, {}}, QStringLiteral("New Resource")), end);
    }

    void sourceStandsBelowWhereItIsNarrow()
    {
        page().run(DesignPage::Command::ToggleSource);
        const auto* split = qobject_cast<QSplitter*>(page().findChild<SourceView*>()->parentWidget());
        QVERIFY(split);
        page().resize(960, 640);
        QTRY_COMPARE(split->orientation(), Qt::Vertical);
        page().resize(1500, 800);
        QTRY_COMPARE(split->orientation(), Qt::Horizontal);
    }

    void brokenSourceKeepsTheDesignAndTheText()
    {
        page().showNode(refOf("/pets", HttpVerb::Get));
        page().run(DesignPage::Command::ToggleSource);
        auto* source = page().findChild<SourceView*>();
        source->editor()->moveCursor(QTextCursor::End);
        QTest::keyClicks(source->editor(), QStringLiteral("x: ["));
        const QString broken = source->editor()->toPlainText();
        QTRY_VERIFY(source->hasError());
        QVERIFY(!workspace().canUndo());
        QCOMPARE(get().summary, std::string("List"));
        const ApiId id = api().id;
        workspace().apply(QStringLiteral("Elsewhere"),
                          [=](Project p) { return createResource(std::move(p), id, "/", "new"); });
        QCOMPARE(source->editor()->toPlainText(), broken); // never lost
        QTest::mouseClick(source->findChild<QAbstractButton*>(QStringLiteral("sourceError")), Qt::LeftButton);
        QVERIFY(source->editor()->textCursor().blockNumber() > 20);
        QTest::mouseClick(source->findChild<QAbstractButton*>(QStringLiteral("discardSource")), Qt::LeftButton);
        QVERIFY(!source->hasError());
        QVERIFY(source->editor()->toPlainText().contains(QStringLiteral("/new")));
    }

    void theSourceKeepsCursorAndScrollWhenTheDesignChanges()
    {
        page().run(DesignPage::Command::ToggleSource);
        auto* editor = page().findChild<SourceView*>()->editor();
        QTextCursor cursor = editor->textCursor();
        cursor.setPosition(30);
        editor->setTextCursor(cursor);
        const ApiId id = api().id;
        workspace().apply(QStringLiteral("Elsewhere"),
                          [=](Project p) { return createResource(std::move(p), id, "/", "new"); });
        QCOMPARE(editor->textCursor().position(), 30);
    }

    void tryAsksForTheConsole()
    {
        showGet(Card::Client);
        QSignalSpy asked(&page(), &DesignPage::tryInConsoleRequested);
        for (auto* button : page().findChildren<QAbstractButton*>())
            if (button->isVisible() && button->text() == QStringLiteral("Try"))
                QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(asked.size(), 1);
    }

    // What is shown before it has a parent is a window of its own for a moment, and takes the focus with it.
    void noPageIsEverAWindow()
    {
        struct Windows : QObject
        {
            QStringList shown;
            bool eventFilter(QObject* object, QEvent* event) override
            {
                const auto* widget = qobject_cast<const QWidget*>(object);
                if (widget && widget->isWindow() && (event->type() == QEvent::Show || event->type() == QEvent::WinIdChange))
                    shown << QString::fromLatin1(widget->metaObject()->className());
                return false;
            }
        } windows;
        qApp->installEventFilter(&windows);
        auto* tree = page().findChild<QTreeView*>();
        tree->expandAll();
        int visited = 0;
        for (QModelIndex at = tree->model()->index(0, 0); at.isValid(); at = tree->indexBelow(at), ++visited) {
            tree->setCurrentIndex(at);
            for (auto* tabs : page().findChildren<QTabWidget*>())
                for (int tab = 0; tabs->isVisible() && tab < tabs->count(); ++tab)
                    tabs->setCurrentIndex(tab);
        }
        for (int card = 0; card < 6; ++card)
            page().showCard(refOf("/pets", HttpVerb::Get), Card(card));
        QVERIFY2(visited > 5, qPrintable(QString::number(visited)));
        QCOMPARE(windows.shown, QStringList());
        QVERIFY(page().isActiveWindow());
    }

    void stateIsSavedAndRestored()
    {
        page().showCard(refOf("/pets", HttpVerb::Get), Card::MethodResponse);
        page().run(DesignPage::Command::ToggleSource);
        const QByteArray state = page().saveState();
        DesignPage other(workspace(), m_studio->gateway, m_studio->theme);
        other.show();
        other.restoreState(state);
        QVERIFY(other.findChild<SourceView*>()->isVisible());
        other.showNode(refOf("/pets", HttpVerb::Get));
        QCOMPARE(other.findChild<MethodView*>()->card(), Card::MethodResponse);
        other.restoreState("nonsense");
    }
};

QTEST_MAIN(TestDesignPage)
#include "tst_design_page.moc"
