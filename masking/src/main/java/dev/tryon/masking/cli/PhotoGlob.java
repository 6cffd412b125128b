/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Names photos below a folder: {@code *} stands for anything but a slash, {@code **}{@code /} for any folders,
 * {@code ?} for one character. What each {@code *} stood for can be used to name files that belong to a photo.
 * Immutable.
 */
final class PhotoGlob {
    private final Pattern pattern;

    PhotoGlob(String glob) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            if (glob.startsWith("**/", i)) {
                regex.append("(?:.*/)?");
                i += 2;
            } else if (glob.charAt(i) == '*') {
                regex.append("([^/]*)");
            } else if (glob.charAt(i) == '?') {
                regex.append("[^/]");
            } else {
                regex.append(Pattern.quote(glob.substring(i, i + 1)));
            }
        }
        pattern = Pattern.compile(regex.toString());
    }

    /**
     * A photo.
     *
     * @param folder where files that belong to it are
     * @param parts what each {@code *} stood for
     */
    record Match(Path photo, Path folder, List<String> parts) {
        /** A photo whose files lie beside it. */
        static Match of(Path photo, List<String> parts) {
            return new Match(photo, photo.resolveSibling(""), parts);
        }

        /** The file of that name, with {stem}, {1}, {2} ... filled in. */
        Path named(String template) {
            String file = String.valueOf(photo.getFileName());
            int dot = file.lastIndexOf('.');
            String name = template.replace("{stem}", dot < 0 ? file : file.substring(0, dot));
            for (int i = 0; i < parts.size(); i++) {
                name = name.replace("{" + (i + 1) + "}", parts.get(i));
            }
            return folder.resolve(name);
        }
    }

    /** All pictures below a folder whose path from there matches, by name. */
    List<Match> find(Path folder) throws IOException {
        List<Match> matches = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(PictureFiles::isPicture).sorted().toList()) {
                String path = folder.relativize(file).toString().replace('\\', '/');
                Matcher matcher = pattern.matcher(path);
                if (matcher.matches()) {
                    List<String> parts = new ArrayList<>();
                    for (int group = 1; group <= matcher.groupCount(); group++) {
                        parts.add(matcher.group(group));
                    }
                    matches.add(Match.of(file, List.copyOf(parts)));
                }
            }
        }
        return matches;
    }
}
