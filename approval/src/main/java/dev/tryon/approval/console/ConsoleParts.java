/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.console;

import dev.tryon.approval.decisions.ItemQueries;
import dev.tryon.approval.workflow.Workflows;

/** Who answers what in the console. Immutable. */
record ConsoleParts(
        Guard guard,
        Assets assets,
        Pages pages,
        LoginRoutes login,
        QueueRoutes queue,
        ItemRoutes items,
        DecisionRoutes decisions,
        PictureRoutes pictures,
        LiveUpdates live,
        StatusApi status) {

    static ConsoleParts of(Console console) {
        Assets assets = new Assets();
        Pages pages = new Pages(assets);
        Guard guard = new Guard(
                console.entry().sessions(),
                console.entry().pictureOrigins(),
                console.entry().secure());
        ItemQueries queries = console.judging().queries();
        Workflows workflows = console.judging().workflows();
        ItemRoutes items = new ItemRoutes(queries, workflows, pages, console.clock());
        return new ConsoleParts(
                guard,
                assets,
                pages,
                new LoginRoutes(
                        console.entry().sessions(),
                        guard,
                        pages,
                        console.entry().oidc(),
                        workflows.roles()),
                new QueueRoutes(queries, workflows, console.judging().bulk(), pages, console.clock()),
                items,
                new DecisionRoutes(console.judging().decisions(), items, pages),
                new PictureRoutes(
                        items, queries, console.pictures(), console.entry().pictureValidity()),
                new LiveUpdates(console.judging().changes()),
                new StatusApi(console.judging().statuses(), console.entry().apiKeys()));
    }
}
