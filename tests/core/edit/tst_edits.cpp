// Every edit: what it does to a project, and what it refuses with which words.
#include "core/edit/edits.h"

#include "core/format/openapi_write.h"
#include "edited_project.h"

#include <QTest>

#include <functional>
#include <set>

using namespace gw;
using namespace gw::test;

using Step = std::function<Result<Project>(Project)>;
Q_DECLARE_METATYPE(Step)

namespace {

Step createdResource(std::string parent, std::string part)
{
    return [=](Project p) { return createResource(std::move(p), petsId, parent, part); };
}
Step renamed(std::string path, std::string part)
{
    return [=](Project p) { return renameResource(std::move(p), petsId, path, part); };
}
Step moved(std::string path, std::string parent)
{
    return [=](Project p) { return moveResource(std::move(p), petsId, path, parent); };
}
Step duplicated(std::string path)
{
    return [=](Project p) { return duplicateResource(std::move(p), petsId, path); };
}
Step deleted(std::string path)
{
    return [=](Project p) { return deleteResource(std::move(p), petsId, path); };
}
Step createdMethod(std::string path, HttpVerb verb)
{
    return [=](Project p) { return createMethod(std::move(p), petsId, path, verb); };
}
Step verbChanged(std::string path, HttpVerb from, HttpVerb to)
{
    return [=](Project p) {
        const MethodId id = methodId(p, path, from);
        return changeVerb(std::move(p), petsId, id, to);
    };
}
Step methodMoved(std::string path, HttpVerb verb, std::string to)
{
    return [=](Project p) {
        const MethodId id = methodId(p, path, verb);
        return moveMethod(std::move(p), petsId, id, to);
    };
}
Step methodDuplicated(std::string path, HttpVerb verb)
{
    return [=](Project p) {
        const MethodId id = methodId(p, path, verb);
        return duplicateMethod(std::move(p), petsId, id);
    };
}
Step methodDeleted(std::string path, HttpVerb verb)
{
    return [=](Project p) {
        const MethodId id = methodId(p, path, verb);
        return deleteMethod(std::move(p), petsId, id);
    };
}

Stage stageNamed(const std::string& name, StringMap variables = {})
{
    Stage stage;
    stage.name = name;
    stage.variables = std::move(variables);
    return stage;
}

// Method ids of one API, to see that none stands twice.
bool hasDistinctIds(const Project& project)
{
    std::set<std::uint64_t> resources;
    std::set<std::uint64_t> methods;
    for (const Cow<Resource>& resource : project.apis.front()->openApi()->resources) {
        if (!resources.insert(resource->id.value).second)
            return false;
        for (const Cow<Method>& method : resource->methods)
            if (!methods.insert(method->id.value).second)
                return false;
    }
    return true;
}

const Method& methodAt(const Project& project, const std::string& path, HttpVerb verb)
{
    return *project.apis.front()->openApi()->find(methodId(project, path, verb));
}

// A project whose GET /pets/{id} maps its variable all the way to the endpoint.
Project mappedProject()
{
    Project project = projectWith("GET /pets/{id}; GET /pets/{id}/toys");
    Method method = methodAt(project, "/pets/{id}", HttpVerb::Get);
    method.requestParameters.push_back({"id", ParameterLocation::Path, true, {}, {}, {}, {}});
    Integration integration;
    integration.uri = "http://h/{id}/x/{other}";
    integration.requestParameters = {{"integration.request.path.id", "method.request.path.id"},
                                     {"integration.request.header.X", "method.request.path.id"}};
    integration.cacheKeyParameters = {"method.request.path.id"};
    method.integration = integration;
    return *setMethod(std::move(project), petsId, std::move(method));
}

} // namespace

class EditsTest : public QObject
{
    Q_OBJECT

private slots:
    void changesTheTree_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<Step>("edit");
        QTest::addColumn<QString>("after");
        const auto row = [](const char* name, const char* before, Step edit, const char* after) {
            QTest::newRow(name) << QString(before) << edit << QString(after);
        };
        row("create below the root", "GET /pets", createdResource("/", "toys"), "GET /pets; /toys");
        row("create below a resource, beside its subtree", "GET /pets; GET /toys", createdResource("/pets", "{id}"),
            "GET /pets; /pets/{id}; GET /toys");
        row("create in an empty API", "", createdResource("/", "pets"), "/pets");
        row("create what longer paths implied", "GET /pets/{id}", createdResource("/", "pets"),
            "GET /pets/{id}; /pets");
        row("create below an implied path", "GET /a/b/c", createdResource("/a", "d"), "GET /a/b/c; /a/d");
        row("create with every sign a part may have", "GET /pets", createdResource("/", "a-b_c.d:e,f"),
            "GET /pets; /a-b_c.d:e,f");
        row("create greedy", "GET /pets", createdResource("/", "{proxy+}"), "GET /pets; /{proxy+}");

        row("rename", "GET /pets; GET /pets/{id}", renamed("/pets", "animals"), "GET /animals; GET /animals/{id}");
        row("rename what is only implied", "GET /a/b; POST /a/c", renamed("/a", "z"), "GET /z/b; POST /z/c");
        row("rename not what only begins alike", "GET /pets; GET /pets2", renamed("/pets", "x"), "GET /x; GET /pets2");
        row("rename to itself", "GET /pets", renamed("/pets", "pets"), "GET /pets");
        row("rename a variable", "GET /pets/{id}", renamed("/pets/{id}", "{petId}"), "GET /pets/{petId}");
        row("rename a variable to greedy", "GET /pets/{id}", renamed("/pets/{id}", "{id+}"), "GET /pets/{id+}");

        row("move", "GET /a/x; GET /b", moved("/a/x", "/b"), "/a; GET /b/x; GET /b");
        row("move with its subtree", "GET /a; GET /a/x; GET /a/x/y; GET /b", moved("/a/x", "/b"),
            "GET /a; GET /b/x; GET /b/x/y; GET /b");
        row("move to where it is", "GET /a/x", moved("/a/x", "/a"), "GET /a/x");
        row("move to the root", "GET /a; GET /a/x", moved("/a/x", "/"), "GET /a; GET /x");

        row("duplicate", "GET /pets; GET /pets/{id}", duplicated("/pets"),
            "GET /pets; GET /pets/{id}; GET /pets-copy; GET /pets-copy/{id}");
        row("duplicate again", "GET /pets; GET /pets-copy", duplicated("/pets"),
            "GET /pets; GET /pets-copy2; GET /pets-copy");

        row("delete", "GET /pets; GET /pets/{id}; GET /toys", deleted("/pets"), "GET /toys");
        row("delete keeps the implied parent", "GET /pets/{id}; GET /toys", deleted("/pets/{id}"), "/pets; GET /toys");
        row("delete what is only implied", "GET /a/b; GET /a/c; GET /d", deleted("/a"), "GET /d");

        row("create a method", "GET /pets", createdMethod("/pets", HttpVerb::Post), "GET /pets; POST /pets");
        row("create a method on the root", "GET /pets", createdMethod("/", HttpVerb::Any), "ANY /; GET /pets");
        row("create a method on an implied path", "GET /pets/{id}", createdMethod("/pets", HttpVerb::Get),
            "GET /pets; GET /pets/{id}");
        row("change a verb", "GET /pets", verbChanged("/pets", HttpVerb::Get, HttpVerb::Any), "ANY /pets");
        row("move a method", "GET /pets; POST /toys", methodMoved("/toys", HttpVerb::Post, "/pets"),
            "GET /pets; POST /pets; /toys");
        row("duplicate a method", "GET /pets; DELETE /pets", methodDuplicated("/pets", HttpVerb::Get),
            "GET /pets; POST /pets; DELETE /pets");
        row("delete a method", "GET /pets; POST /pets", methodDeleted("/pets", HttpVerb::Post), "GET /pets");
    }

    void changesTheTree()
    {
        QFETCH(QString, before);
        QFETCH(Step, edit);
        QFETCH(QString, after);
        const Project project = projectWith(before.toStdString());
        const Result<Project> edited = edit(project);
        QVERIFY2(edited, edited ? "" : edited.error().message.c_str());
        QCOMPARE(QString::fromStdString(routesOf(*edited)), after);
        QCOMPARE(QString::fromStdString(routesOf(project)), before); // the snapshot before stays as it was
        QVERIFY(hasDistinctIds(*edited));
        const Result<std::string> text = writeOpenApi(*edited->apis.front());
        QVERIFY2(text, text ? "" : text.error().message.c_str());
        QCOMPARE(QString::fromStdString(routesOf(*apiFrom(*text).openApi())), after);
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<Step>("edit");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* name, const char* before, Step edit, const char* message) {
            QTest::newRow(name) << QString(before) << edit << QString(message);
        };
        row("empty part", "GET /pets", createdResource("/", ""), "cannot be empty");
        row("blank in a part", "GET /pets", createdResource("/", "my pets"), "\"my pets\" is not a valid path part");
        row("several parts", "GET /pets", createdResource("/", "a/b"), "\"a/b\" is more than one path part");
        row("half a variable", "GET /pets", createdResource("/", "a{b}"), "\"a{b}\" is not a valid path variable");
        row("open variable", "GET /pets", createdResource("/", "{b"), "\"{b\" is not a valid path variable");
        row("empty variable", "GET /pets", createdResource("/", "{}"), "\"{}\" is not a valid path variable");
        row("dollar in a part", "GET /pets", createdResource("/", "$a"), "\"$a\" is not a valid path part");
        row("plus in a literal", "GET /pets", createdResource("/", "a+"), "\"a+\" is not a valid path part");
        row("unknown parent", "GET /pets", createdResource("/toys", "x"), "There is no resource \"/toys\"");
        row("prefix is no parent", "GET /pets", createdResource("/pet", "x"), "There is no resource \"/pet\"");
        row("duplicate", "GET /pets", createdResource("/", "pets"), "already has the name \"pets\"");
        row("second variable", "GET /pets/{id}", createdResource("/pets", "{x}"), "already has the variable \"{id}\"");
        row("second variable, implied", "GET /a/{id}/b", createdResource("/a", "{x}"), "already has the variable");
        row("child of greedy", "GET /{proxy+}", createdResource("/{proxy+}", "x"), "Nothing can stand below");
        row("name used above", "GET /{id}/a", createdResource("/{id}/a", "{id}"), "two variables named \"id\"");

        row("rename the root", "GET /", renamed("/", "x"), "The root resource");
        row("rename to a sibling", "GET /a; GET /b", renamed("/a", "b"), "already has the name \"b\"");
        row("rename to an implied sibling", "GET /a; GET /b/c", renamed("/a", "b"), "already has the name \"b\"");
        row("rename to a second variable", "GET /a; GET /{x}", renamed("/a", "{y}"), "already has the variable");
        row("greedy with children", "GET /a/b", renamed("/a", "{a+}"), "has resources below it");
        row("rename to a name used below", "GET /{a}/{b}", renamed("/{a}", "{b}"), "two variables named \"b\"");
        row("rename what is not there", "GET /a", renamed("/z", "b"), "There is no resource \"/z\"");

        row("move below itself", "GET /a/b", moved("/a", "/a/b"), "cannot be moved below itself");
        row("move onto itself", "GET /a/b", moved("/a", "/a"), "cannot be moved below itself");
        row("move to a taken name", "GET /a/x; GET /x", moved("/a/x", "/"), "already has the name \"x\"");
        row("move below greedy", "GET /a; GET /{p+}", moved("/a", "/{p+}"), "Nothing can stand below");
        row("move beside another variable", "GET /a/{x}; GET /b/{y}", moved("/a/{x}", "/b"),
            "already has the variable");
        row("move the root", "GET /a", moved("/", "/a"), "The root resource");

        row("duplicate a variable", "GET /a/{x}", duplicated("/a/{x}"), "cannot be duplicated");
        row("duplicate the root", "GET /", duplicated("/"), "The root resource");
        row("delete the root", "GET /a", deleted("/"), "The root resource \"/\" cannot be deleted");
        row("delete what is not there", "GET /a", deleted("/b"), "There is no resource \"/b\"");

        row("method twice", "GET /a", createdMethod("/a", HttpVerb::Get), "already has a method \"GET\"");
        row("method nowhere", "GET /a", createdMethod("/b", HttpVerb::Get), "There is no resource \"/b\"");
        row("verb taken", "GET /a; PUT /a", verbChanged("/a", HttpVerb::Get, HttpVerb::Put),
            "already has a method \"PUT\"");
        row("move to a taken verb", "GET /a; GET /b", methodMoved("/a", HttpVerb::Get, "/b"), "already has a method");
        row("move nowhere", "GET /a", methodMoved("/a", HttpVerb::Get, "/b"), "There is no resource \"/b\"");
        row("no verb left", "GET /a; PUT /a; POST /a; DELETE /a; PATCH /a; OPTIONS /a; HEAD /a; ANY /a",
            methodDuplicated("/a", HttpVerb::Get), "already has every method");
        row("method that is gone", "GET /a", methodDeleted("/a", HttpVerb::Put), "no longer in the API");
    }

    void refuses()
    {
        QFETCH(QString, before);
        QFETCH(Step, edit);
        QFETCH(QString, message);
        const Result<Project> edited = edit(projectWith(before.toStdString()));
        QVERIFY(!edited);
        const QString said = QString::fromStdString(edited.error().message);
        QVERIFY2(said.contains(message), qPrintable(said));
        QVERIFY2(!edited.error().hint.empty(), qPrintable(said));
    }

    void renamingAVariableReachesTheEndpoint()
    {
        const Result<Project> edited = renameResource(mappedProject(), petsId, "/pets/{id}", "{petId}");
        QVERIFY(edited);
        const Method& method = methodAt(*edited, "/pets/{petId}", HttpVerb::Get);
        QCOMPARE(method.requestParameters.size(), std::size_t(1));
        QCOMPARE(method.requestParameters[0].name, std::string("petId"));
        QCOMPARE(method.integration->uri, std::string("http://h/{petId}/x/{other}"));
        const StringMap expected = {{"integration.request.path.petId", "method.request.path.petId"},
                                    {"integration.request.header.X", "method.request.path.petId"}};
        QCOMPARE(method.integration->requestParameters, expected);
        QCOMPARE(method.integration->cacheKeyParameters.front(), std::string("method.request.path.petId"));
        // Methods below have the variable in their path as well.
        const Method& below = methodAt(*edited, "/pets/{petId}/toys", HttpVerb::Get);
        QCOMPARE(below.requestParameters.at(0).name, std::string("petId"));
    }

    void aNameTakenInTheIntegrationStays()
    {
        Project project = mappedProject();
        Method method = methodAt(project, "/pets/{id}", HttpVerb::Get);
        method.integration->requestParameters.emplace_back("integration.request.path.petId", "'x'");
        project = *setMethod(std::move(project), petsId, method);
        const Result<Project> edited = renameResource(std::move(project), petsId, "/pets/{id}", "{petId}");
        QVERIFY(edited);
        const Integration& integration = *methodAt(*edited, "/pets/{petId}", HttpVerb::Get).integration;
        QCOMPARE(integration.uri, std::string("http://h/{id}/x/{other}"));
        QCOMPARE(*findIn(integration.requestParameters, "integration.request.path.id"),
                 std::string("method.request.path.petId"));
    }

    void aLiteralThatBecomesAVariableIsDeclared()
    {
        const Result<Project> edited = renameResource(projectWith("GET /pets/one"), petsId, "/pets/one", "{id}");
        QVERIFY(edited);
        const Method& method = methodAt(*edited, "/pets/{id}", HttpVerb::Get);
        QCOMPARE(method.requestParameters.at(0).name, std::string("id"));
        QVERIFY(method.requestParameters.at(0).required);
        const Result<Project> back = renameResource(*edited, petsId, "/pets/{id}", "one");
        QVERIFY(back);
        QVERIFY(methodAt(*back, "/pets/one", HttpVerb::Get).requestParameters.empty());
    }

    void aNewMethodDeclaresItsVariables()
    {
        const Result<Project> edited =
            createMethod(projectWith("GET /a/{x}/{rest+}"), petsId, "/a/{x}/{rest+}", HttpVerb::Put);
        QVERIFY(edited);
        const Method& method = methodAt(*edited, "/a/{x}/{rest+}", HttpVerb::Put);
        QCOMPARE(method.requestParameters.size(), std::size_t(2));
        QCOMPARE(method.requestParameters[1].name, std::string("rest"));
        QCOMPARE(method.responses.at(0).statusCode, std::string("200"));
        QVERIFY(!method.integration);
    }

    void copiesGetOperationNamesOfTheirOwn()
    {
        Project project = projectWith("GET /pets");
        Method method = methodAt(project, "/pets", HttpVerb::Get);
        method.operationName = "listPets";
        project = *setMethod(std::move(project), petsId, method);
        project = *duplicateResource(std::move(project), petsId, "/pets");
        project = *duplicateResource(std::move(project), petsId, "/pets");
        QCOMPARE(methodAt(project, "/pets-copy", HttpVerb::Get).operationName, std::string("listPetsCopy"));
        QCOMPARE(methodAt(project, "/pets-copy2", HttpVerb::Get).operationName, std::string("listPetsCopy2"));
    }

    void setMethodKeepsIdAndVerb()
    {
        Project project = projectWith("GET /pets");
        Method method;
        method.id = methodId(project, "/pets", HttpVerb::Get);
        method.verb = HttpVerb::Delete;
        method.summary = "Pets";
        project = *setMethod(std::move(project), petsId, method);
        QCOMPARE(methodAt(project, "/pets", HttpVerb::Get).summary, std::string("Pets"));
        const MethodId id = method.id;
        project = *setIntegration(std::move(project), petsId, id, Integration{});
        QVERIFY(methodAt(project, "/pets", HttpVerb::Get).integration);
        project = *setIntegration(std::move(project), petsId, id, std::nullopt);
        QVERIFY(!methodAt(project, "/pets", HttpVerb::Get).integration);
    }

    void stages_data()
    {
        QTest::addColumn<Step>("edit");
        QTest::addColumn<QString>("error");
        const auto create = [](Stage stage) {
            return Step([=](Project p) { return createStage(std::move(p), petsId, stage); });
        };
        QTest::newRow("good") << create(stageNamed("prod-1_x", {{"host_1", "http://h:1/a?b=c&d=e,f#g"}})) << QString();
        QTest::newRow("blank") << create(stageNamed("my stage")) << "\"my stage\" is not a valid stage name";
        QTest::newRow("empty") << create(stageNamed("")) << "not a valid stage name";
        QTest::newRow("long") << create(stageNamed(std::string(129, 'a'))) << "not a valid stage name";
        QTest::newRow("longest") << create(stageNamed(std::string(128, 'a'))) << QString();
        QTest::newRow("$default is for HTTP APIs") << create(stageNamed("$default")) << "not a valid stage name";
        QTest::newRow("taken") << create(stageNamed("dev")) << "already has a stage \"dev\"";
        QTest::newRow("variable name") << create(stageNamed("s", {{"a-b", "x"}})) << "not a valid stage variable name";
        QTest::newRow("variable value") << create(stageNamed("s", {{"a", "x y"}})) << "variable \"a\" is not valid";
        QTest::newRow("value too long") << create(stageNamed("s", {{"a", std::string(513, 'x')}})) << "is not valid";
        QTest::newRow("variable twice") << create(stageNamed("s", {{"a", "x"}, {"a", "y"}}))
                                        << "already has a variable";
        StringMap many;
        for (int i = 0; i < 101; ++i)
            many.emplace_back("v" + std::to_string(i), "x");
        QTest::newRow("too many") << create(stageNamed("s", many)) << "more than 100 variables";
        QTest::newRow("delete") << Step([](Project p) { return deleteStage(std::move(p), petsId, StageId{1}); })
                                << QString();
        QTest::newRow("delete again") << Step([](Project p) { return deleteStage(std::move(p), petsId, StageId{9}); })
                                      << "no longer in the API";
        QTest::newRow("set") << Step([](Project p) {
            Stage stage = p.apis.front()->stages.front();
            stage.name = "test";
            return setStage(std::move(p), petsId, stage);
        }) << QString();
        QTest::newRow("set another") << Step([](Project p) {
            Stage stage;
            stage.id = StageId{5};
            return setStage(std::move(p), petsId, stage);
        }) << "no longer in the API";
    }

    void stages()
    {
        QFETCH(Step, edit);
        QFETCH(QString, error);
        const Result<Project> edited = edit(projectWith("GET /pets"));
        QCOMPARE(edited                                                           ? QString()
                 : QString::fromStdString(edited.error().message).contains(error) ? error
                                                                                  : "other",
                 error);
    }

    void aWrongVariableOfTheFileDoesNotBlockOthers()
    {
        Project project = projectWith("GET /pets");
        Stage stage = stageNamed("dev", {{"bad name", "x"}});
        stage.id = StageId{1};
        project.edit(petsId)->stages = {stage};
        stage.variables.emplace_back("good", "y");
        QVERIFY(setStage(std::move(project), petsId, stage));
    }

    void apis()
    {
        Project project = projectWith("GET /pets");
        Result<Project> edited = createApi(project, ApiKind::Http, "My Orders!");
        QVERIFY(edited);
        const Api* orders = edited->findApi("My Orders!");
        QVERIFY(orders);
        QCOMPARE(orders->file, std::string("apis/my-orders.openapi.yaml"));
        QCOMPARE(orders->apiId.size(), std::size_t(10));
        QCOMPARE(orders->stages.at(0).name, std::string("$default"));
        QVERIFY(orders->kind() == ApiKind::Http);

        QVERIFY(!createApi(*edited, ApiKind::Rest, "pets"));
        QVERIFY(!createApi(*edited, ApiKind::Rest, "  "));
        QVERIFY(!createApi(*edited, ApiKind::Rest, "a\nb"));
        QVERIFY(!renameApi(*edited, petsId, "My Orders!"));
        edited = renameApi(std::move(*edited), petsId, "animals");
        QVERIFY(edited);
        QCOMPARE(edited->find(petsId)->file, std::string("apis/pets.openapi.yaml"));
        // The old name's file is taken still.
        edited = createApi(std::move(*edited), ApiKind::Rest, "pets");
        QCOMPARE(edited->findApi("pets")->file, std::string("apis/pets-2.openapi.yaml"));
        QVERIFY(edited->findApi("pets")->id != petsId);

        // Ids go by the first name, and stay when it changes.
        Project renamed = *createApi({}, ApiKind::Rest, "api");
        const ApiId first = renamed.apis.at(0)->id;
        renamed = *renameApi(std::move(renamed), first, "web");
        renamed = *createApi(std::move(renamed), ApiKind::Http, "api");
        QVERIFY(renamed.apis.at(0)->apiId != renamed.apis.at(1)->apiId);

        edited = duplicateApi(std::move(*edited), petsId);
        QVERIFY(edited);
        const Api* copy = edited->findApi("animals-copy");
        QVERIFY(copy && copy->id != petsId && copy->apiId != edited->find(petsId)->apiId);
        QCOMPARE(routesOf(*copy->openApi()), std::string("GET /pets"));
        QVERIFY(copy->source);
        edited = deleteApi(std::move(*edited), petsId);
        QVERIFY(edited && !edited->find(petsId));
        QVERIFY(!deleteApi(*edited, petsId));
        QVERIFY(!renameApi(*edited, petsId, "x"));
        QVERIFY(!createResource(*edited, petsId, "/", "x"));
    }

    void addresses()
    {
        Project project = *createApi(projectWith("GET /pets"), ApiKind::Rest, "toys");
        const ApiId toys = project.findApi("toys")->id;
        project = *setApiAddress(std::move(project), petsId, "127.0.0.1", 8080);
        QVERIFY(!setApiAddress(project, toys, "127.0.0.1", 8080));
        QVERIFY(setApiAddress(project, toys, "::1", 8080));
        QVERIFY(!setApiAddress(project, toys, "a host", 1));
        QVERIFY(!setApiAddress(project, toys, "", 65536));
        QVERIFY(!setApiAddress(project, toys, "", -1));
        QVERIFY(setApiAddress(project, toys, "", 0));
    }

    void saysWhatAnApiIs()
    {
        Project project = projectWith("GET /pets");
        const ApiId id = project.apis.front()->id;
        project = *setApiTitle(std::move(project), id, "Pets of the town");
        project = *setApiVersion(std::move(project), id, "2.1");
        project = *setApiDescription(std::move(project), id, "First line.\nSecond line.");
        const OpenApiDefinition& definition = *project.find(id)->openApi();
        QCOMPARE(definition.title, std::string("Pets of the town"));
        QCOMPARE(definition.version, std::string("2.1"));
        QCOMPARE(definition.description, std::string("First line.\nSecond line."));
        QVERIFY(!setApiTitle(project, id, "two\nlines"));
        QVERIFY(!setApiVersion(project, id, "1\t2"));
        for (const auto& edit : {setApiTitle, setApiVersion, setApiDescription})
            QVERIFY(!edit(project, ApiId{1}, "x"));
        const Project chat = *createApi({}, ApiKind::WebSocket, "chat");
        QVERIFY(!setApiTitle(chat, chat.apis.front()->id, "Chat"));
    }

    void webSocketApisHaveNoResources()
    {
        const Project project = *createApi({}, ApiKind::WebSocket, "chat");
        const ApiId chat = project.apis.front()->id;
        const Result<Project> edited = createResource(project, chat, "/", "x");
        QVERIFY(!edited);
        QVERIFY(QString::fromStdString(edited.error().message).contains("\"chat\" is a WebSocket API"));
        QVERIFY(!setSourceText(project, chat, openApiText("GET /a")));
    }

    void textKeepsIds()
    {
        const Project before = projectWith("GET /pets; GET /toys");
        const std::string text = "# a comment\n" + openApiText("POST /pets; GET /pets; GET /x");
        const Result<Project> after = setSourceText(before, petsId, text);
        QVERIFY(after);
        QCOMPARE(routesOf(*after), std::string("POST /pets; GET /pets; GET /x"));
        QVERIFY(methodId(*after, "/pets", HttpVerb::Get) == methodId(before, "/pets", HttpVerb::Get));
        QCOMPARE(after->apis.front()->source->text, text);
    }

    void textDoesNotTakeTheIdOfWhatWasRenamed()
    {
        Project project = *renameResource(projectWith("GET /pets"), petsId, "/pets", "animals");
        const MethodId animals = methodId(project, "/animals", HttpVerb::Get);
        project = *setSourceText(std::move(project), petsId, openApiText("GET /pets; GET /animals"));
        QVERIFY(methodId(project, "/animals", HttpVerb::Get) == animals);
        QVERIFY(hasDistinctIds(project));
    }

    void brokenTextIsRefusedWithItsPlace()
    {
        const Result<Project> edited = setSourceText(projectWith("GET /pets"), petsId, "openapi: 3.0.1\npaths: [\n");
        QVERIFY(!edited);
        QVERIFY(edited.error().position.line >= 2);
        QCOMPARE(edited.error().file, std::string("apis/pets.openapi.yaml"));
        QVERIFY(!setSourceText(projectWith("GET /pets"), petsId, ""));
    }
};

QTEST_GUILESS_MAIN(EditsTest)
#include "tst_edits.moc"
